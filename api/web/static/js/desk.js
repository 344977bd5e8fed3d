// A browser sends one form of a page. What was typed in the others stays in this tab for the page that follows, no longer.
const KEY = "unsent";
const NEVER = ["hidden", "file", "password", "submit"];

const forms = () => [...document.querySelectorAll('main form[method="post"]')];
const place = (form) => form.getAttribute("action").split("#")[0];
const fields = (form) =>
  [...form.elements].filter((one) => one.matches("input, textarea, select") && one.name && !NEVER.includes(one.type) && one.name !== "klantnummer");
const ticks = (one) => one.type === "checkbox" || one.type === "radio";

function changed(one) {
  if (ticks(one)) return one.checked !== one.defaultChecked;
  if (one.matches("select")) return [...one.options].some((choice) => choice.selected !== choice.defaultSelected);
  return one.value !== one.defaultValue;
}

function same(one, kept, to) {
  if (kept.id) return one.id === kept.id;
  return place(one.form) === to && one.name === kept.name && (!ticks(one) || one.value === kept.value);
}

function bringBack() {
  const told = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  for (const { to, kept } of JSON.parse(told ?? "[]")) {
    const found = forms().flatMap(fields).find((one) => same(one, kept, to));
    if (!found) continue;
    if (ticks(found)) found.checked = kept.checked;
    else found.value = kept.value;
    found.closest("details")?.setAttribute("open", "");
  }
}

addEventListener("submit", ({ target }) => {
  const others = forms().filter((form) => form !== target);
  const kept = others.flatMap((form) =>
    fields(form).filter(changed).map(({ id, name, value, checked }) => ({ to: place(form), kept: { id, name, value, checked } })),
  );
  if (kept.length) sessionStorage.setItem(KEY, JSON.stringify(kept));
});
bringBack();
