const NOTHING = "–";

/** A figure with a fixed number of decimals; a dash where there is none. */
export function figure(value, decimals = 4) {
  if (typeof value !== "number") return NOTHING;
  return signed(value.toFixed(decimals));
}

/** A figure to five significant digits, in powers of ten where it is very large or small. */
export function short(value) {
  if (typeof value !== "number") return NOTHING;
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) return power(value, 2);
  return signed(String(Number(value.toPrecision(5))));
}

/** Changes smaller than this, relative, are ties: the error bound of dominance over PAP. */
export const TIE = 1e-9;

/** A change relative to PAP in percent, always with its sign. */
export function percent(value) {
  if (typeof value !== "number") return NOTHING;
  const size = Math.abs(value) * 100;
  const sign = value < 0 ? "−" : "+";
  if (Math.abs(value) <= TIE) return "0 %";
  return `${sign}${size < 1e-3 ? power(size, 1) : size.toFixed(size < 0.1 ? 4 : 2)} %`;
}

export function count(value) {
  return value.toLocaleString("en-US");
}

/** Seconds in the unit in which they read best. */
export function seconds(number) {
  if (number < 0.1) return `${Math.round(number * 1000)} ms`;
  if (number < 120) return `${Number(number.toPrecision(2))} s`;
  return number < 7200 ? `${Math.round(number / 60)} min` : `${(number / 3600).toFixed(1)} h`;
}

export function plural(number, noun) {
  return `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
}

export function list(numbers) {
  return numbers.map(short).join(", ");
}

/** Names can be formulas of any length; a tooltip cannot. */
export function clipped(text, length = 64) {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** A small figure to two digits. */
export function magnitude(value) {
  return value === 0 ? "0" : power(value, 1);
}

/** A mechanism's name with its parameters to six digits, for reading; commands keep all of them. */
export function readable(name) {
  return name.replace(/\d+\.\d{6,}(e[+-]?\d+)?/g, (digits) => String(Number(Number(digits).toPrecision(6))));
}

function power(value, decimals) {
  const [mantissa, exponent] = value.toExponential(decimals).split("e");
  const digits = exponent.replace("+", "").replace("-", "⁻").replace(/\d/g, superscript);
  const factor = Number(mantissa) === 1 ? "" : `${signed(String(Number(mantissa)))}·`;
  return `${factor}10${digits}`;
}

function superscript(digit) {
  return "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)];
}

function signed(text) {
  return text.replace("-", "−");
}
