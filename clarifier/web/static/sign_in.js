// Which tab was asked for stands after # in the address, which only the browser knows: the form takes it along.

const form = document.querySelector("form");
form.action += location.hash;
