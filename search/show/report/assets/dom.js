/**
 * An element with attributes, listeners and children. Strings become text nodes: nothing that comes out
 * of the data is ever read as markup.
 */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(key, value);
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** A box that scrolls what is too large for it, and is reached by keyboard where there is something to scroll. */
export function scrolling(className, label, content) {
  const box = element("div", { class: `scroll ${className}`, role: "group", "aria-label": label }, content);
  const watch = new ResizeObserver(() => {
    const down = box.scrollHeight > box.clientHeight && getComputedStyle(box).overflowY !== "hidden";
    if (down || box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  });
  watch.observe(box);
  watch.observe(content);
  return box;
}

/** A choice of one among a few, as a row of radio buttons. */
export function choice(legend, name, options, chosen, onChange) {
  const buttons = options.map(([value, text]) =>
    element(
      "label",
      {},
      element("input", {
        type: "radio",
        name,
        value,
        checked: value === chosen,
        change: () => onChange(value),
      }),
      element("span", {}, text),
    ),
  );
  return element("fieldset", { class: "choice" }, element("legend", { class: "unseen" }, legend), buttons);
}

/** A choice to show something or not. */
export function toggle(name, text, checked, onChange) {
  const box = element("input", { type: "checkbox", name, checked, change: () => onChange(box.checked) });
  return element("label", { class: "filter" }, box, element("span", {}, text));
}

/** A command line and a button that copies it. */
export function copyable(command) {
  const code = element("code", {}, command);
  const button = element(
    "button",
    { type: "button", class: "copy", "aria-label": `Copy: ${command}` },
    "Copy",
  );
  button.addEventListener("click", async () => {
    button.textContent = (await copied(command, code)) ? "Copied" : "Press Ctrl+C";
    setTimeout(() => {
      button.textContent = "Copy";
    }, 1500);
  });
  return element("div", { class: "command" }, element("pre", { tabindex: "0" }, code), button);
}

/** Pages opened from disk have no clipboard in some browsers: there the text is selected instead. */
async function copied(text, node) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection().selectAllChildren(node);
    return document.execCommand("copy");
  }
}
