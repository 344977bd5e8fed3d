// Tells how long an answer took, and shows the print button. All of it may be missing.
const form = document.querySelector("[data-question]");
const shown = performance.now();
form?.addEventListener("submit", () => {
  form.elements.ms.value = String(Math.round(performance.now() - shown));
  form.elements.versie.value = String(Number(form.elements.versie.value) + 1); // whoever presses twice means the second
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
