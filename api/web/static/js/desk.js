// A browser sends one form of a page. What was typed in the others stays in this tab for the page that follows, no longer.
const KEY = "unsent";
const NEVER = ["hidden", "file", "password", "submit"];

const forms = () => [...document.querySelectorAll('main form[method="post"]')];
const HOLDS = ["csrf", "sleutel", "versie"]; // hidden, and no part of what a form is about

const login = () => document.querySelector('input[name="csrf"]')?.value ?? "";
// What a form is about: ids and names come back on every case, and what was typed about one belongs to no other.
const about = (form) =>
  [form.getAttribute("action"), ...[...form.elements].filter((one) => one.type === "hidden" && !HOLDS.includes(one.name)).map((one) => one.value)].join(" ");
const fields = (form) =>
  [...form.elements].filter((one) => one.matches("input, textarea, select") && one.name && !NEVER.includes(one.type) && one.name !== "klantnummer");
const ticks = (one) => one.type === "checkbox" || one.type === "radio";
const alike = (one) => fields(one.form).filter(({ name }) => name === one.name).indexOf(one);

function changed(one) {
  if (ticks(one)) return one.checked !== one.defaultChecked;
  if (one.matches("select")) return [...one.options].some((choice) => choice.selected !== choice.defaultSelected);
  return one.value !== one.defaultValue;
}

function bringBack() {
  const told = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  sessionStorage.removeItem(KEY);
  if (told?.login !== login()) return; // somebody else logged in meanwhile
  for (const { of, id, name, nth, value, checked } of told.fields) {
    const found = forms().filter((form) => about(form) === of).flatMap(fields).find((one) => one.name === name && one.id === id && alike(one) === nth);
    if (!found) continue;
    if (ticks(found)) found.checked = checked;
    else found.value = value;
    found.closest("details")?.setAttribute("open", "");
  }
}

addEventListener("submit", ({ target }) => {
  if (!forms().includes(target)) return; // who logs out leaves nothing behind
  const others = forms().filter((form) => form !== target);
  const kept = others.flatMap((form) =>
    fields(form).filter(changed).map((one) => ({ of: about(form), id: one.id, name: one.name, nth: alike(one), value: one.value, checked: one.checked })),
  );
  if (kept.length) sessionStorage.setItem(KEY, JSON.stringify({ login: login(), fields: kept }));
});
bringBack();
