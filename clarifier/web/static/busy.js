// Whether somebody is busy with a part of the page, so that nothing may change there: the pointer is on it, the focus or a selection is in
// it, or, on a touch screen, the page has been scrolled. What happens in `except` does not count: it is where one asks for the change.

export function isBusy({ pointed, held, except }) {
  const holds = (node) => node && !except.contains(node) && held.some((place) => place.contains(node));
  const selection = getSelection();
  return (
    (!except.matches(":hover") && pointed.some((place) => place.matches(":hover"))) ||
    holds(document.activeElement) ||
    (!selection.isCollapsed && holds(selection.anchorNode)) ||
    (matchMedia("(hover: none)").matches && scrollY > 0)
  );
}
