const NOTHING = "–";

/** A figure with a fixed number of decimals; a dash where there is none. */
export function figure(value, decimals = 4) {
  if (typeof value !== "number") return NOTHING;
  return signed(value.toFixed(decimals));
}

/** A figure to five significant digits, in powers of ten where it is very large or small. */
export function short(value, rounded = toNearest) {
  if (typeof value !== "number") return NOTHING;
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) return power(rounded(value, 3), 2);
  return signed(String(rounded(value, 5)));
}

function toNearest(value, digits) {
  return Number(value.toPrecision(digits));
}

/** The largest decimal of so many digits that is value 10^shift or less, as in src/numeric/decimal.ts. */
export function roundedDown(value, digits, shift = 0) {
  return cut(value, digits, shift, value < 0);
}

/** The smallest decimal of so many digits that is value 10^shift or more. */
export function roundedUp(value, digits, shift = 0) {
  return cut(value, digits, shift, value > 0);
}

function cut(value, digits, shift, away) {
  if (value === 0 || !Number.isFinite(value)) return value;
  const [mantissa, exponent] = Math.abs(value).toExponential().split("e");
  const all = mantissa.replace(".", "");
  const kept = all.slice(0, digits);
  const whole = Number(kept) + (away && all.length > digits ? 1 : 0);
  return Math.sign(value) * Number(`${whole}e${Number(exponent) + 1 - kept.length + shift}`);
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

/** The least of changes relative to PAP in percent, with its sign, rounded down; of a tie its size alone. */
export function leastPercent(value) {
  if (typeof value !== "number") return NOTHING;
  if (value === 0) return "0 %";
  const least = roundedDown(value, Math.abs(value) <= TIE ? 1 : 4, 2);
  return `${least < 0 ? "" : "+"}${short(least, roundedDown)} %`;
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
  return numbers.map((each) => short(each)).join(", ");
}

/** Names can be formulas of any length; a tooltip cannot. */
export function clipped(text, length = 64) {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** A small figure to two digits, rounded by `roundedUp` or `roundedDown`. */
export function magnitude(value, rounded) {
  return value === 0 ? "0" : power(rounded(value, 2), 1);
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
