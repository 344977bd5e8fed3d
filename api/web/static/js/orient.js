// Tells how long an answer took, and remembers whether the list of the moment was open. All of it may be missing.
const form = document.querySelector("[data-question]");
const shown = performance.now();
form?.addEventListener("submit", () => {
  form.elements.ms.value = String(Math.round(performance.now() - shown));
  form.elements.versie.value = String(Number(form.elements.versie.value) + 1); // whoever presses twice means the second
});

const live = document.querySelector("[data-live]");
if (live) {
  live.open = sessionStorage.getItem("orient-live") === "open";
  live.addEventListener("toggle", () => sessionStorage.setItem("orient-live", live.open ? "open" : "closed"));
}
