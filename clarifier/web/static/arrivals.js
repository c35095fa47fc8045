// The ways an email comes to the page: pasted into the box or anywhere else, dropped, chosen as a file.

export function wireArrivals(root, box, { takeText, takeFile }) {
  function takeTransfer(transfer) {
    if (transfer.files.length) takeFile(transfer.files[0]);
    else if (transfer.getData("text/plain").trim()) takeText(transfer.getData("text/plain"));
    else return false;
    return true;
  }

  box.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) {
      event.preventDefault();
      takeFile(event.clipboardData.files[0]);
      return;
    }
    const pasted = event.clipboardData.getData("text/plain");
    setTimeout(() => box.value.trim() && box.value.trim() === pasted.replaceAll("\r\n", "\n").trim() && takeText(pasted));
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) takeText(box.value);
  });
  document.addEventListener("paste", (event) => {
    if (root.offsetParent && !event.target.closest?.("input, textarea")) takeTransfer(event.clipboardData) && event.preventDefault();
  });
  document.addEventListener("dragover", (event) => {
    if (!root.offsetParent) return; // another tab is open
    event.preventDefault();
    root.classList.add("dropping");
  });
  for (const name of ["dragleave", "drop"]) document.addEventListener(name, () => root.classList.remove("dropping"));
  document.addEventListener("drop", (event) => {
    if (!root.offsetParent) return;
    event.preventDefault();
    takeTransfer(event.dataTransfer);
  });
  root.querySelector("input[type=file]").addEventListener("change", (event) => {
    if (event.target.files[0]) takeFile(event.target.files[0]);
    event.target.value = "";
  });
}
