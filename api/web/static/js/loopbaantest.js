// Tells how long an answer took, and shows the print button. All of it may be missing.
const form = document.querySelector("[data-question]");
const shown = performance.now();
form?.addEventListener("submit", () => {
  form.elements.ms.value = String(Math.round(performance.now() - shown));
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
