// Suggestions while typing, on top of a form that works without them. A choice sends the form with the button's own value.
const DELAY_MS = 120;

function choose(form, verb, id) {
  const hidden = document.createElement("input");
  hidden.type = "hidden";
  hidden.name = "doe";
  hidden.value = `${verb}:${id}`;
  form.append(hidden);
  form.submit();
}

function option(item, index, box, say) {
  const row = document.createElement("li");
  row.id = `voorstel-${index}`;
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", "false");
  row.dataset.id = item.id;
  row.lang = "nl"; // names of occupations and competences are
  row.textContent = item.label;
  if (item.matchedName.toLowerCase() !== item.label.toLowerCase()) {
    const also = document.createElement("small");
    also.textContent = ` ${say.sayAlso} ${item.matchedName}`;
    row.append(also);
  }
  box.append(row);
}

function enhance(input) {
  const what = input.dataset.typeahead;
  const verb = input.dataset.verb;
  const say = input.dataset; // what is said, in the language of the page
  const list = document.createElement("ul");
  list.id = "voorstellen";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", say.sayList);
  input.closest(".field-row").after(list);
  const note = document.createElement("p");
  note.className = "suggestions__note";
  note.hidden = true;
  list.before(note);
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  list.after(status);
  for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-autocomplete", "list"]]) {
    input.setAttribute(name, value);
  }
  let timer = 0;
  let active = -1;
  let latest = 0;

  const unmark = () => {
    active = -1;
    [...list.children].forEach((row) => row.setAttribute("aria-selected", "false"));
    input.removeAttribute("aria-activedescendant");
  };
  const show = (open) => {
    list.hidden = !open;
    note.hidden = !note.textContent;
    input.setAttribute("aria-expanded", String(open));
    if (!open) unmark();
  };
  const mark = (position) => {
    const rows = [...list.children];
    if (!rows.length) return;
    active = (position + rows.length) % rows.length;
    rows.forEach((row, i) => row.setAttribute("aria-selected", String(i === active)));
    input.setAttribute("aria-activedescendant", rows[active].id);
    rows[active].scrollIntoView({ block: "nearest" });
  };
  const ask = async () => {
    const text = input.value.trim();
    const mine = ++latest;
    note.textContent = "";
    if (text.length < 2) return show(false);
    const answer = await fetch(`/api/v1/jobbereik/${what}?limit=7&q=${encodeURIComponent(text)}`).catch(() => null);
    if (!answer?.ok || mine !== latest) return undefined;
    const told = await answer.json();
    if (active >= 0) return undefined; // somebody walks through the list that is shown: it stays as it is
    const items = told.items.length ? told.items : (told.suggestions ?? []);
    list.replaceChildren();
    items.forEach((item, i) => option(item, i, list, say));
    note.textContent = told.note ?? ""; // several meanings, near to something, or nothing: never guessed
    const count = items.length ? `${say.sayList}: ${items.length}. ${say.sayChoose}` : say.sayNone;
    status.textContent = `${note.textContent} ${count}`;
    return show(items.length > 0);
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    unmark();
    timer = setTimeout(ask, DELAY_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return show(false);
    if (list.hidden) return undefined;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      return mark(active + (event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1));
    }
    const marked = list.children[active];
    if (event.key === "Enter" && marked) {
      event.preventDefault();
      return choose(input.form, verb, marked.dataset.id);
    }
    return undefined;
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the focus in the field
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[role=option]");
    if (row) choose(input.form, verb, row.dataset.id);
  });
  input.addEventListener("blur", () => setTimeout(() => show(false), 150));
}

document.querySelectorAll("[data-typeahead]").forEach(enhance);
