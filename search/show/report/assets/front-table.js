import { element, scrolling } from "./dom.js";
import { outcomeOn, SYBIL } from "./filters.js";
import { count, figure } from "./format.js";
import { tellingNames } from "./points.js";
import { dominanceWord, NOTIONS, OUTCOMES } from "./words.js";

const DOMINANCE_ORDER = ["none", "average", "uniform"];
const OUTCOME_ORDER = ["refuted", "not-refuted", "proved"];

const score = (key, title, hint, decimals) => ({
  title,
  hint,
  className: "number",
  value: ({ scores }) => scores?.[key] ?? null,
  cell: ({ scores }) => figure(scores?.[key], decimals),
});

/** The columns after the mechanism: title, what it sorts by, and what it shows. */
const COLUMNS = [
  score("revenueOverPap", "R / R_PAP", "Revenue over PAP, weighted mean", 5),
  score("fairnessOverPap", "F / F_PAP", "Fairness over PAP, weighted mean", 5),
  score("revenueShare", "R / max v", "Revenue as a share of the top value, weighted mean", 4),
  score(
    "fairnessActive",
    "Fairness",
    "fairnessActive: fairness among PAP's active players, weighted mean",
    4,
  ),
  {
    title: "Over PAP",
    hint: "Dominance over PAP",
    value: (point) =>
      DOMINANCE_ORDER.indexOf(point.dominatesPap?.kind ?? "none") * 2 + (point.dominatesPap?.strict ? 1 : 0),
    cell: (point) => dominanceWord(point.dominatesPap),
  },
  ...SYBIL.map((notion, k) => ({
    title: `S${k + 1}`,
    hint: `Sybil notion ${NOTIONS[notion].title}`,
    className: "centre",
    value: (point) => OUTCOME_ORDER.indexOf(outcomeOn(point, notion)),
    cell: (point) => outcomeSign(outcomeOn(point, notion)),
  })),
];

/** A sortable table of the front; its rows are selected by mouse, by Enter, and walked with the arrow keys. */
export function frontTable(points, styles, onSelect) {
  const signs = new Map(styles.map((style) => [style.family, style]));
  const names = tellingNames(points);
  const columns = [
    {
      title: "Id",
      hint: "Candidate id",
      className: "number",
      value: (point) => point.id,
      cell: (point) => String(point.id),
    },
    {
      title: "Mechanism",
      hint: "Mechanism",
      className: "name-cell",
      value: (point) => point.name,
      cell: (point) => nameButton(point, names.get(point), signs, onSelect),
    },
    ...COLUMNS,
  ];
  const body = element("tbody", { keydown: walkRows });
  const rows = new Map(points.map((point) => [point, rowOf(point, columns, onSelect)]));
  const heads = columns.map((column) => headOf(column, () => sortBy(column)));
  let sorted = { column: null, falling: false };

  function sortBy(column) {
    const falling = sorted.column === column ? !sorted.falling : column.className === "number";
    sorted = { column, falling };
    const order = [...points].sort((a, b) => compare(column.value(a), column.value(b)) * (falling ? -1 : 1));
    body.replaceChildren(...order.map((point) => rows.get(point)));
    heads.forEach((head, k) => {
      head.setAttribute("aria-sort", columns[k] !== column ? "none" : falling ? "descending" : "ascending");
    });
  }

  sortBy(columns[2]);
  const table = element("table", {}, element("thead", {}, element("tr", {}, heads)), body);
  return {
    node: scrolling("front-rows", "The front", table),
    /** Marks the selected row, and brings it into view within the table only. */
    mark(selected) {
      for (const [point, row] of rows) row.toggleAttribute("data-selected", point === selected);
      for (const [point, row] of rows)
        row.querySelector("button").setAttribute("aria-pressed", String(point === selected));
      showWithin(rows.get(selected));
    },
    /** Hides the rows of all points but these. */
    show(left) {
      const shown = new Set(left);
      for (const [point, row] of rows) row.hidden = !shown.has(point);
    },
  };
}

/** PAP and the references to select, and the rejected to read, for those who cannot point at the picture. */
export function otherLists(others, onSelect) {
  const benchmarks = others.filter(({ kind }) => kind !== "rejected");
  const rejected = others.filter(({ kind }) => kind === "rejected");
  const list = (title, lines) =>
    element("details", {}, element("summary", {}, title), element("ul", { class: "others" }, lines));
  const scores = ({ scores }) =>
    ` R / R_PAP ${figure(scores.revenueOverPap, 5)}, F / F_PAP ${figure(scores.fairnessOverPap, 5)}`;
  const choose = (point) =>
    element(
      "li",
      {},
      element(
        "button",
        { type: "button", class: "name", click: () => onSelect(point) },
        element("code", {}, point.shown),
      ),
      scores(point),
    );
  const tell = (point) =>
    element("li", {}, `${point.id}, ${point.status}: `, element("code", {}, point.shown), scores(point));
  return [
    list(`PAP and ${count(benchmarks.length - 1)} references`, benchmarks.map(choose)),
    ...(rejected.length > 0
      ? [list(`A sample of ${count(rejected.length)} rejected`, rejected.map(tell))]
      : []),
  ];
}

function headOf(column, onSort) {
  const button = element(
    "button",
    { type: "button", title: `${column.hint}; press to sort`, click: onSort },
    column.title,
  );
  return element("th", { scope: "col", class: classOf(column), "aria-sort": "none" }, button);
}

function rowOf(point, columns, onSelect) {
  const cells = columns.map((column) => element("td", { class: classOf(column) }, column.cell(point)));
  return element("tr", { click: () => onSelect(point) }, cells);
}

function classOf(column) {
  return column.className ?? "";
}

function nameButton(point, told, signs, onSelect) {
  const { sign, colour } = signs.get(point.family);
  const mark = element("span", { class: "sign", style: `color: ${colour}`, "aria-hidden": "true" }, sign);
  const choose = (event) => {
    event.stopPropagation();
    onSelect(point);
  };
  return element(
    "button",
    { type: "button", class: "name", title: point.name, click: choose },
    mark,
    element("code", {}, told),
  );
}

function outcomeSign(outcome) {
  const { sign, words } = OUTCOMES[outcome] ?? { sign: "–", words: "not checked" };
  return element(
    "span",
    { class: `outcome ${outcome ?? ""}`, title: words, role: "img", "aria-label": words },
    sign,
  );
}

function walkRows(event) {
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  let row = step && event.target.closest("tr")?.[step];
  while (row?.hidden) row = row[step];
  if (!row) return;
  event.preventDefault();
  row.querySelector("button").focus();
}

function showWithin(row) {
  const box = row?.closest(".scroll");
  if (!box || row.hidden) return;
  const head = box.querySelector("thead").offsetHeight;
  const [top, bottom] = [row.offsetTop - head, row.offsetTop + row.offsetHeight];
  if (top < box.scrollTop) box.scrollTop = top;
  else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
}

/** Missing figures come first when rising, so that they come last in the usual, falling order. */
function compare(a, b) {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return typeof a === "string" ? a.localeCompare(b) : a - b;
}
