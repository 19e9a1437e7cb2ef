/**
 * An independent checker of certificates (docs/certificates.md): it shares no code with the project. It reads formulas,
 * rounds outward, and evaluates every leaf by itself.
 *
 *     node test/checker/checker.mjs FILE...      exit code 0: all hold; 1: one is refused; 2: bad usage
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

/** A proof that does not hold, or a file that is none; `Unbounded` is an enclosure that does not exist. */
class Refused extends Error {}
class Unbounded extends Error {}

// ---------------------------------------------------------------- intervals

/**
 * Outward rounding. A double operation returns x = y (1 + d) + e for the exact y, |d| <= 2^-53, |e| <= 2^-1075 (IEEE 754,
 * nearest). |x| ULP + TINY is more than |x - y|, and stays so after its own rounding, as ULP is twice the bound.
 */
const ULP = 2 ** -52;
const TINY = 2 ** -1073;
const dn = (x) => x - (Math.abs(x) * ULP + TINY);
const up = (x) => x + (Math.abs(x) * ULP + TINY);

const ZERO = { l: 0, h: 0 };
const point = (x) => ({ l: x, h: x });
const ONE = point(1);
const TWO = point(2);
const neg = (a) => ({ l: -a.h, h: -a.l });
const isZero = (a) => a.l === 0 && a.h === 0;

/** A decimal lies within half a unit of the double it reads as; short dyadic numbers print as themselves. */
function decimal(x) {
  if (!Number.isFinite(x)) throw new Refused(`${x} is no number`);
  return Number.isInteger(x * 1024) && Math.abs(x) < 65536 ? point(x) : { l: dn(x), h: up(x) };
}

/** A sum of doubles that is 0 is exactly so. */
function add(a, b) {
  if (isZero(a)) return b;
  if (isZero(b)) return a;
  const [l, h] = [a.l + b.l, a.h + b.h];
  const least = l === 0 ? 0 : dn(l);
  const most = h === 0 ? 0 : up(h);
  return {
    l: a.l >= 0 && b.l >= 0 ? Math.max(0, least) : least,
    h: a.h <= 0 && b.h <= 0 ? Math.min(0, most) : most,
  };
}

const sub = (a, b) => add(a, neg(b));

/** Products of doubles of which one is 0 are exactly 0; signs are exact. */
function mul(a, b) {
  if (isZero(a) || isZero(b)) return ZERO;
  if (a.l >= 0 && b.l >= 0) return { l: timesDown(a.l, b.l), h: timesUp(a.h, b.h) };
  if (a.h <= 0) return neg(mul(neg(a), b));
  if (b.h <= 0) return neg(mul(a, neg(b)));
  if (a.l >= 0) return { l: -timesUp(a.h, -b.l), h: timesUp(a.h, b.h) };
  if (b.l >= 0) return mul(b, a);
  return {
    l: -Math.max(timesUp(a.h, -b.l), timesUp(-a.l, b.h)),
    h: Math.max(timesUp(a.h, b.h), timesUp(-a.l, -b.l)),
  };
}

/** Bounds of the product of two numbers >= 0; 0 times an infinite bound of finite numbers is 0. */
const timesDown = (x, y) => (x === 0 || y === 0 ? 0 : Math.max(0, dn(x * y)));
const timesUp = (x, y) => (x === 0 || y === 0 ? 0 : up(x * y));

function div(a, b) {
  if (b.l > 0) return mul(a, { l: Math.max(0, dn(1 / b.h)), h: up(1 / b.l) });
  if (b.h < 0) return neg(div(a, neg(b)));
  if (b.l === 0 && b.h > 0 && a.l >= 0 && a.h > 0)
    return { l: timesDown(a.l, Math.max(0, dn(1 / b.h))), h: Infinity };
  throw new Unbounded("division by an interval that holds 0");
}

const sum = (...terms) => terms.reduce(add);
const cut = (a, b) => ({ l: Math.max(a.l, b.l), h: Math.min(a.h, b.h) });
const hull = (a, b) => ({ l: Math.min(a.l, b.l), h: Math.max(a.h, b.h) });
const mid = (a) => point((a.l + a.h) / 2);

/** log 2 = LN2_HIGH + LN2_LOW within 2^-80; the high part has 32 bits, so that its multiples by |k| < 2^11 are exact. */
const LN2_HIGH = 2977044471 / 2 ** 32;
const LN2_LOW = 1.9082149292705877e-10;

/**
 * exp of a double, |x| <= 700: x = k log 2 + r with |r| < 0.36 up to an error of 2^-52; the Taylor polynomial of degree 17
 * has a remainder below r^18 / 18! 1.5 < 3e-24, and Horner's rounding stays below 2^-50 of a value of at least 0.69.
 * Together less than 2^-48, relative.
 */
function expAt(x) {
  if (!(Math.abs(x) <= 700)) throw new Unbounded("exp beyond its range");
  if (x === 0) return ONE;
  const k = Math.round(x / Math.LN2);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let y = 1;
  for (let n = 17; n > 0; n--) y = 1 + (y * r) / n;
  const value = y * 2 ** k;
  return { l: value * (1 - 2 ** -48), h: value * (1 + 2 ** -48) };
}

export const exp = (a) => ({ l: Math.max(0, expAt(a.l).l), h: expAt(a.h).h });

/** log of a double: a guess, and around it two numbers whose exp is shown to lie on either side. */
function logAt(x) {
  if (x === 1) return ZERO;
  if (!(x > 0)) throw new Unbounded("log of a number that may be 0 or below");
  const guess = Math.log(x);
  const wide = 2 ** -46 * (1 + Math.abs(guess));
  const [l, h] = [guess - wide, guess + wide];
  if (!(expAt(l).h <= x && expAt(h).l >= x)) throw new Unbounded("log could not be enclosed");
  return { l, h };
}

export const log = (a) => ({ l: logAt(a.l).l, h: logAt(a.h).h });

function sqrt(a) {
  if (a.l < 0) throw new Unbounded("root of a number that may be below 0");
  return { l: Math.max(0, dn(Math.sqrt(a.l))), h: up(Math.sqrt(a.h)) };
}

function power(a, n) {
  if (Number.isInteger(n) && n >= 0 && n <= 64) {
    let value = ONE;
    for (let k = 0; k < n; k++) value = mul(value, a);
    return n % 2 === 0 ? { l: Math.max(0, value.l), h: value.h } : value;
  }
  if (a.l === 0 && n > 0) return { l: 0, h: a.h === 0 ? 0 : power(point(a.h), n).h };
  return exp(mul(decimal(n), log(a)));
}

// ---------------------------------------------------------------- jets: value v, slope s and bend b of a function of q

const constant = (v) => ({ v, s: ZERO, b: ZERO });
const linear = (op) => (x, y) => ({ v: op(x.v, y.v), s: op(x.s, y.s), b: op(x.b, y.b) });
const times = (x, y) => ({
  v: mul(x.v, y.v),
  s: add(mul(x.s, y.v), mul(x.v, y.s)),
  b: sum(mul(x.b, y.v), mul(TWO, mul(x.s, y.s)), mul(x.v, y.b)),
});

function over(x, y) {
  const v = div(x.v, y.v);
  const s = div(sub(x.s, mul(v, y.s)), y.v);
  return { v, s, b: div(sub(x.b, add(mul(TWO, mul(s, y.s)), mul(v, y.b))), y.v) };
}

/** f(x) from f, f' and f'' there. */
const chained = (x, v, first, second) => ({
  v,
  s: mul(first, x.s),
  b: add(mul(second, power(x.s, 2)), mul(first, x.b)),
});

const FUNCTIONS = {
  exp(x) {
    const v = exp(x.v);
    return chained(x, v, v, v);
  },
  log(x) {
    const first = div(ONE, x.v);
    return chained(x, log(x.v), first, neg(mul(first, first)));
  },
  sqrt(x) {
    const v = sqrt(x.v);
    const first = div(ONE, mul(TWO, v));
    return chained(x, v, first, neg(div(first, mul(TWO, x.v))));
  },
};

function raised(x, n) {
  const factor = mul(decimal(n), decimal(n - 1));
  const second = isZero(factor) ? ZERO : mul(factor, power(x.v, n - 2));
  return chained(x, power(x.v, n), mul(decimal(n), power(x.v, n - 1)), second);
}

/** The cubic Hermite interpolant over an interval, piece by piece. */
function splineOver({ knots, heights, slopes }) {
  const [t, y, m] = [knots, heights, slopes].map((row) => row.map(decimal));
  const pieces = t.slice(1).map((end, k) => {
    const width = sub(end, t[k]);
    const secant = div(sub(y[k + 1], y[k]), width);
    const second = div(sub(mul(point(3), secant), add(mul(TWO, m[k]), m[k + 1])), width);
    const third = div(sub(add(m[k], m[k + 1]), mul(TWO, secant)), mul(width, width));
    return { start: t[k], end, y: y[k], m: m[k], second, third };
  });
  return (q) =>
    pieces
      .filter(({ start, end }) => start.l <= q.h && end.h >= q.l)
      .map((p) => pieceOver(p, q))
      .reduce(hulls);
}

const hulls = (x, y) => ({ v: hull(x.v, y.v), s: hull(x.s, y.s), b: hull(x.b, y.b) });

function pieceOver({ start, end, y, m, second, third }, q) {
  const here = { l: Math.max(q.l, start.l), h: Math.min(q.h, end.h) };
  const [x, c] = [sub(here, start), sub(mid(here), start)];
  const off = sub(here, mid(here));
  const b = add(mul(TWO, second), mul(mul(point(6), third), x));
  const slopeAt = (z) => add(m, mul(z, add(mul(TWO, second), mul(mul(point(3), third), z))));
  const s = cut(slopeAt(x), add(slopeAt(c), mul(b, off)));
  const valueAt = (z) => add(y, mul(z, add(m, mul(z, add(second, mul(z, third))))));
  return { v: cut(valueAt(x), add(valueAt(c), mul(s, off))), s, b };
}

// ---------------------------------------------------------------- formulas

/** Reads a formula into a tree: {op, args} with op one of number, q, r, + - * / ^, or a name. */
function parse(text) {
  const tokens =
    text.match(/\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|[A-Za-z]\w*|[-+*/^()]|\S/g) ?? [];
  let at = 0;
  const fail = (what) => {
    throw new Refused(`the formula ${JSON.stringify(text)}: ${what}`);
  };
  const take = (token) => (tokens[at] === token ? tokens[at++] : null);
  const expect = (token) => take(token) ?? fail(`"${token}" expected`);
  function left(ops, inner) {
    let tree = inner();
    while (ops.includes(tokens[at])) tree = { op: tokens[at++], args: [tree, inner()] };
    return tree;
  }
  const terms = () => left(["+", "-"], factors);
  const factors = () => left(["*", "/"], signed);
  const signed = () => (take("-") ? { op: "neg", args: [signed()] } : powers());
  function powers() {
    const base = atom();
    return take("^") ? { op: "^", args: [base, exponent()] } : base;
  }
  const exponent = () => (take("-") ? { op: "neg", args: [exponent()] } : powers());
  function atom() {
    const token = tokens[at++] ?? fail("it ends early");
    if (/^[\d.]/.test(token)) return { op: "number", value: Number(token) };
    if (token === "(") {
      const inner = terms();
      expect(")");
      return inner;
    }
    if (token === "q" || token === "r") return { op: token };
    if (!/^[A-Za-z]/.test(token)) fail(`"${token}" is not expected`);
    expect("(");
    const inner = terms();
    expect(")");
    return { op: token, args: [inner] };
  }
  const tree = terms();
  return at < tokens.length ? fail(`"${tokens[at]}" is not expected`) : tree;
}

/** The number that an exponent is. */
function numberOf(tree) {
  if (tree.op === "number") return tree.value;
  if (tree.op === "neg") return -numberOf(tree.args[0]);
  throw new Refused("an exponent is no number");
}

const BINARY = { "+": linear(add), "-": linear(sub), "*": times, "/": over };

/** A tree as a function of the jets of q and r. */
function compile(tree, splines) {
  const inner = (k) => compile(tree.args[k], splines);
  if (tree.op === "number") {
    const jet = constant(decimal(tree.value));
    return () => jet;
  }
  if (tree.op === "q") return (q) => q;
  if (tree.op === "r") return (_, r) => r;
  if (tree.op === "neg") {
    const of = inner(0);
    return (q, r) => linear(sub)(constant(ZERO), of(q, r));
  }
  if (tree.op === "^") {
    const [base, n] = [inner(0), numberOf(tree.args[1])];
    return (q, r) => raised(base(q, r), n);
  }
  if (tree.op in BINARY) {
    const [x, y, op] = [inner(0), inner(1), BINARY[tree.op]];
    return (q, r) => op(x(q, r), y(q, r));
  }
  if (Object.hasOwn(FUNCTIONS, tree.op)) {
    const [of, op] = [inner(0), FUNCTIONS[tree.op]];
    return (q, r) => op(of(q, r));
  }
  if (!Object.hasOwn(splines, tree.op))
    throw new Refused(`the formula names "${tree.op}", which is not there`);
  if (tree.args[0].op !== "q") throw new Refused("a spline is applied to something else than q");
  return (q) => splines[tree.op](q.v);
}

/** The value of a tree at q = 1 as a fraction [numerator, denominator] of integers; null where it is none. */
function fractionAtOne(tree) {
  const inner = () => tree.args.map(fractionAtOne);
  if (tree.op === "number") return fraction(tree.value);
  if (tree.op === "q") return [1n, 1n];
  if (tree.op === "r") return [0n, 1n];
  if (tree.op === "^") {
    const [base, n] = [fractionAtOne(tree.args[0]), numberOf(tree.args[1])];
    return base !== null && Number.isInteger(n) && n >= 0
      ? [base[0] ** BigInt(n), base[1] ** BigInt(n)]
      : null;
  }
  if (!["+", "-", "*", "/", "neg"].includes(tree.op) || inner().includes(null)) return null;
  const [[a, b], [c, d] = [0n, 1n]] = inner();
  if (tree.op === "neg") return [-a, b];
  if (tree.op === "*") return [a * c, b * d];
  if (tree.op === "/") return c === 0n ? null : c < 0n ? [-a * d, -b * c] : [a * d, b * c];
  return [tree.op === "+" ? a * d + c * b : a * d - c * b, b * d];
}

/** The decimal that a double prints as. */
function fraction(x) {
  const [mantissa, exponent] = x.toExponential().split("e");
  const [whole, part = ""] = mantissa.split(".");
  const shift = Number(exponent) - part.length;
  return shift < 0
    ? [BigInt(whole + part), 10n ** BigInt(-shift)]
    : [BigInt(whole + part) * 10n ** BigInt(shift), 1n];
}

// ---------------------------------------------------------------- rules over shares

const KEPT = 300_000;

/** The rule of a statement: everything about it over an interval of shares, each interval once. */
function ruleOf({ weight, price, fee = "0", splines = {}, alone, more }) {
  for (const spline of Object.values(splines)) checkSpline(spline);
  const over = Object.fromEntries(
    Object.entries(splines).map(([name, spline]) => [name, splineOver(spline)]),
  );
  const trees = { weight: parse(weight), price: parse(price), fee: parse(fee) };
  const [w, p, k] = [trees.weight, trees.price, trees.fee].map((tree) => compile(tree, over));
  const known = new Map();
  let kept = 0;
  function at(share) {
    const row = known.get(share.l);
    const found = row?.get(share.h);
    if (found !== undefined) return found;
    if (kept++ > KEPT) {
      known.clear();
      kept = 0;
    }
    const rest = restOf(share);
    const [q, r] = [
      { v: share, s: ONE, b: ZERO },
      { v: rest, s: point(-1), b: ZERO },
    ];
    const made = described(share, rest, w(q, r), p(q, r), k(q, r));
    known.set(share.l, (known.get(share.l) ?? new Map()).set(share.h, made));
    return made;
  }
  return { at, trees, alone, more, byCount: alone !== undefined, hasFee: fee !== "0" };
}

function restOf(share) {
  const rest = sub(ONE, share);
  return { l: Math.max(0, rest.l), h: Math.min(1, rest.h) };
}

function described(s, R, w, p, k) {
  const sR = mul(s, R);
  return {
    ...{ s, R, w, p, k },
    f: mul(s, w.v),
    f1: add(w.v, mul(s, w.s)),
    f2: add(mul(TWO, w.s), mul(s, w.b)),
    c: add(mul(s, p.v), k.v),
    c1: sum(p.v, mul(s, p.s), k.s),
    c2: sum(mul(TWO, p.s), mul(s, p.b), k.b),
    m: sum(p.v, mul(sR, p.s), k.v, mul(R, k.s)),
    m1: sum(mul(mul(TWO, R), p.s), mul(sR, p.b), mul(R, k.b)),
  };
}

function checkSpline({ knots, heights, slopes, ...other }) {
  const rows = [knots, heights, slopes];
  const fine = rows.every(
    (row) => Array.isArray(row) && row.length === knots.length && row.every(Number.isFinite),
  );
  const rising = fine && knots.length > 1 && knots.every((t, k) => k === 0 || t > knots[k - 1]);
  if (!rising || knots[0] !== 0 || knots.at(-1) !== 1 || Object.keys(other).length > 0) {
    throw new Refused("a spline needs knots that rise from 0 to 1, and as many heights and slopes");
  }
}

// ---------------------------------------------------------------- trees

/** Goes through the leaves of a tree. @throws Refused with the first box that is not shown, or not covered */
function walk(name, tree, root, forms, deeper) {
  if (typeof tree !== "string") throw new Refused(`lemma "${name}" is missing`);
  const open = [root];
  const fail = (box, why) => {
    throw new Refused(`lemma "${name}", box ${box.map(({ l, h }) => `[${l}, ${h}]`).join(" x ")}: ${why}`);
  };
  for (const step of tree) {
    const box = open.pop() ?? fail(root, "boxes beyond the last");
    if (step >= "0" && step <= "9") {
      const side = box[Number(step)] ?? fail(box, `no axis ${step}`);
      const middle = (side.l + side.h) / 2;
      open.push(
        box.with(Number(step), { l: middle, h: side.h }),
        box.with(Number(step), { l: side.l, h: middle }),
      );
    } else if (step === "n" && deeper) open.push([...box, deeper(box)]);
    else if (!Object.hasOwn(forms, step)) fail(box, `no form "${step}"`);
    else if (!shown(forms[step], box)) fail(box, `not shown by form "${step}"`);
  }
  if (open.length > 0) fail(open.pop(), "not covered");
}

function shown(form, box) {
  try {
    return form(...box) === true;
  } catch (error) {
    if (error instanceof Unbounded) return false;
    throw error;
  }
}

// ---------------------------------------------------------------- two players

/** The rule at a share and at the rest, with F, F', N and N'. */
function pairAt(rule, s) {
  const [a, z] = [rule.at(s), rule.at(restOf(s))];
  return {
    ...{ a, z, F: add(a.f, z.f), F1: sub(a.f1, z.f1) },
    N: add(mul(a.f1, z.f), mul(a.f, z.f1)),
    N1: sub(mul(a.f2, z.f), mul(a.f, z.f2)),
  };
}

/** A function of a share over an interval: the tighter of its enclosure and of the mean value form. */
function tight(rule, s, value, slope) {
  const whole = pairAt(rule, s);
  return cut(value(whole), add(value(pairAt(rule, mid(s))), mul(slope(whole), sub(s, mid(s)))));
}

/** a q m(q) - b R m(R). */
const weighed = (rule, q, a, b) =>
  tight(
    rule,
    q,
    ({ a: x, z }) => sub(mul(a, mul(x.s, x.m)), mul(b, mul(x.R, z.m))),
    ({ a: x, z }) => add(mul(a, add(x.m, mul(x.s, x.m1))), mul(b, add(z.m, mul(x.R, z.m1)))),
  );

function revenue(rule, q) {
  const paid = ({ a, z }) => add(a.c, z.c);
  const units = ({ a, z }) => add(div(a.R, a.m), div(a.s, z.m));
  const value = (pair) => mul(mul(paid(pair), units(pair)), div(pair.N, power(pair.F, 2)));
  const slope = (pair) => {
    const { a, z, F, F1, N, N1 } = pair;
    const first = add(div(ONE, z.m), div(mul(a.s, z.m1), power(z.m, 2)));
    const second = add(div(ONE, a.m), div(mul(a.R, a.m1), power(a.m, 2)));
    const logs = sum(div(sub(a.c1, z.c1), paid(pair)), div(sub(first, second), units(pair)), div(N1, N));
    return mul(value(pair), sub(logs, mul(TWO, div(F1, F))));
  };
  return tight(rule, q, value, slope);
}

const fairSlope = ({ a, z }) =>
  sub(add(div(a.w.s, a.w.v), div(z.w.s, z.w.v)), add(div(a.m1, a.m), div(z.m1, z.m)));

/** w(q) m(R) over w(R) m(q) is at least 1: as it is, or its value at the middle times exp of what the slope may take away. */
function isFair(rule, q) {
  const ratio = ({ a, z }) => div(mul(a.w.v, z.m), mul(z.w.v, a.m));
  if (ratio(pairAt(rule, q)).l >= 1) return true;
  const lost = exp(mul(fairSlope(pairAt(rule, q)), sub(q, mid(q))));
  return mul(ratio(pairAt(rule, mid(q))), lost).l >= 1;
}

/** R v' / v. */
const rise = ({ a, F, F1, N, N1 }) =>
  add(TWO, mul(a.R, sub(add(div(a.m1, a.m), mul(TWO, div(F1, F))), div(N1, N))));

function playAt(rule, y) {
  const pair = pairAt(rule, y);
  const x = pair.a.s.h === 0 ? ZERO : shareOf(pair.a.f, pair.z.f);
  return { pair, a: pair.a, x, x1: div(pair.N, power(pair.F, 2)) };
}

/** own / (own + other) of two numbers >= 0, which rises in the first and falls in the second. */
const shareOf = (own, other) => ({
  l: div(point(own.l), add(point(own.l), point(other.h))).l,
  h: Math.min(1, div(point(own.h), add(point(own.h), point(other.l))).h),
});

function stationaryAt(rule, s) {
  const play = playAt(rule, s);
  const v = div(play.a.m, mul(power(play.a.R, 2), play.x1));
  return { ...play, v, v1: div(mul(v, rise(play.pair)), play.a.R), C: div(play.a.c, play.a.R) };
}

/** D: what is lost at share y by a player who is stationary at share s, times 1 - y. */
function loss(rule, s, y) {
  const bracket = (at, other) => sub(mul(at.v, sub(at.x, other.x)), at.C);
  const value = (at, other) => add(mul(other.a.R, bracket(at, other)), other.a.c);
  const [at, other] = [stationaryAt(rule, s), playAt(rule, y)];
  const byShare = mul(other.a.R, mul(at.v1, sub(at.x, other.x)));
  const byOther = sub(other.a.c1, add(bracket(at, other), mul(other.a.R, mul(at.v, other.x1))));
  const middle = value(stationaryAt(rule, mid(s)), playAt(rule, mid(y)));
  return cut(value(at, other), sum(middle, mul(byShare, sub(s, mid(s))), mul(byOther, sub(y, mid(y)))));
}

const TRIED = Array.from({ length: 255 }, (_, k) => point((k + 1) / 256));

function checkTwoPlayers(rule, { ratios, gain, edge }, lemmas) {
  const { from, to } = ratios ?? {};
  const inside = edge === 0 ? from === 0 : edge > 0 && edge < 0.5 && from > 0 && from < 1;
  if (![from, gain, edge].every(Number.isFinite) || to !== 1 || !inside) {
    throw new Refused("ratios, gain and edge contradict each other");
  }
  if (rule.byCount && !(rule.alone > 0)) throw new Refused("a lone bid must pay");
  const pair = (s) => pairAt(rule, s);
  const half = [{ l: edge, h: 0.5 }];
  const least = decimal(from);
  walk("positive", lemmas.positive, [{ l: 0, h: 1 }], {
    v: (s) => rule.at(s).w.v.l > 0 && rule.at(s).p.v.l > 0 && rule.at(s).k.v.l >= 0,
  });
  walk("rises", lemmas.rises, half, {
    v(q) {
      const { a, z, N } = pair(q);
      if (!(a.m.l > 0 && z.m.l > 0 && N.l > 0)) return false;
      return add(ONE, mul(mul(a.s, a.R), add(div(a.m1, a.m), div(z.m1, z.m)))).l > 0;
    },
  });
  if (edge > 0) walk("elsewhere", lemmas.elsewhere, [{ l: 0, h: edge }], elsewhereForms(rule, least));
  walk("gain", lemmas.gain, half, { v: (q) => revenue(rule, q).l >= add(ONE, decimal(gain)).h });
  walk("fair", lemmas.fair, half, {
    v: (q) => isFair(rule, q),
    s: (q) => q.h === 0.5 && fairSlope(pair(q)).h <= 0,
  });
  if (rule.hasFee) {
    walk("stays", lemmas.stays, [{ l: edge, h: 1 - edge }], {
      v(s) {
        const { a, F, N } = pair(s);
        return N.l > 0 && sub(mul(a.m, mul(F, a.f)), mul(a.R, mul(N, a.c))).l > 0;
      },
    });
  }
  checkResponses(rule, edge, lemmas);
}

function elsewhereForms(rule, from) {
  const pair = (q) => pairAt(rule, q);
  const either = (q, holds) => [q, restOf(q)].some((s) => shown(holds, [s]));
  return {
    v: (q) => pair(q).z.m.l > 0 && weighed(rule, q, ONE, from).h < 0,
    w: (q) => pair(q).a.m.l > 0 && weighed(rule, q, from, ONE).l > 0,
    m(q) {
      const signed = [pair(q).a.m, pair(q).z.m, pair(q).N];
      return signed.some(({ l }) => l > 0) && signed.some(({ h }) => h < 0);
    },
    f: (q) => pair(q).N.l > 0 && either(q, (s) => pair(s).a.m.l > 0 && rise(pair(s)).h < 0),
    d: (q) => pair(q).N.l > 0 && either(q, (s) => TRIED.some((y) => shown(() => loss(rule, s, y).h < 0, []))),
  };
}

/** That the stationary value rises, and where that is not shown, that no share is better than one in equilibrium. */
function checkResponses(rule, edge, lemmas) {
  const rising = [];
  walk("stationary", lemmas.stationary, [{ l: 0, h: 1 }], {
    "+"(s) {
      const pair = pairAt(rule, s);
      if (!(pair.N.l > 0 && rise(pair).l > 0)) return false;
      if (rising.at(-1)?.h === s.l) rising.at(-1).h = s.h;
      else rising.push({ ...s });
      return true;
    },
    "-": () => true,
  });
  if (rising.length === 1 && rising[0].l === 0 && rising[0].h === 1) return;
  walk(
    "response",
    lemmas.response,
    [
      { l: edge, h: 1 - edge },
      { l: 0, h: 1 },
    ],
    {
      u: (s, y) => rising.some(({ l, h }) => l <= Math.min(s.l, y.l) && Math.max(s.h, y.h) <= h),
      v: (s, y) => pairAt(rule, s).N.l > 0 && loss(rule, s, y).l > 0,
    },
  );
}

// ---------------------------------------------------------------- split

function checkSplit(rule, _, lemmas) {
  if (rule.byCount) return checkPrices(rule, lemmas);
  for (const [name, unit, sign] of [
    ["weight", "w", 1],
    ["price", "p", -1],
  ]) {
    const g = (share) => rule.at(share)[unit];
    const fine = (x) => (sign === 1 ? x.l >= 0 : x.h <= 0);
    if (/^[*0]*$/.test(lemmas[name] ?? ""))
      walk(name, lemmas[name], [{ l: 0, h: 1 }], { "*": (y) => fine(g(y).s) });
    else
      walk(
        name,
        lemmas[name],
        [
          { l: 0, h: 0.5 },
          { l: 0, h: 1 },
        ],
        pairForms(g, fine),
      );
  }
  if (!rule.hasFee) return;
  walk("fee", lemmas.fee, [{ l: 0, h: 1 }], {
    "*": (y) => rule.at(y).k.v.l >= 0 && sub(mul(y, rule.at(y).k.s), rule.at(y).k.v).h <= 0,
    f: (y) => rule.at(y).k.v.l >= 0 && rule.at(y).k.s.h <= 0,
  });
}

function pairForms(g, fine) {
  const whole = (a, b) => ({ l: Math.min(1, add(a, b).l), h: Math.min(1, add(a, b).h) });
  const whole1 = (x) => add(g(x).v, mul(x, g(x).s));
  const excess = (a, b) => {
    const t = whole(a, b);
    return sub(mul(t, g(t).v), add(mul(a, g(a).v), mul(b, g(b).v)));
  };
  return {
    o: (a, b) => a.l >= b.h || a.l + b.l >= 1,
    b: (a, b) => fine(add(g({ l: a.l, h: whole(a, b).h }).s, g({ l: b.l, h: whole(a, b).h }).s)),
    a: (a, b) => fine(add(sub(g(whole(a, b)).v, g(a).v), mul(b, g({ l: b.l, h: whole(a, b).h }).s))),
    v(a, b) {
      if (fine(excess(a, b))) return true;
      if (mid(a).l + mid(b).l > 1) return false;
      const t = whole1(whole(a, b));
      const byA = mul(sub(t, whole1(a)), sub(a, mid(a)));
      const byB = mul(sub(t, whole1(b)), sub(b, mid(b)));
      return fine(sum(excess(mid(a), mid(b)), byA, byB));
    },
  };
}

/** By count: alone <= p(y) <= more. */
function checkPrices(rule, lemmas) {
  const { weight, price } = rule.trees;
  if (weight.op !== "number" || weight.value !== 1 || rule.hasFee)
    throw new Refused("shares by count must be the bids'");
  const [alone, more] = [decimal(rule.alone), decimal(rule.more)];
  const [top, most] = [fractionAtOne(price), fraction(rule.more)];
  const topped = top !== null && top[0] * most[1] <= most[0] * top[1];
  const dear = (y) => rule.at(y).p.v.l >= alone.h;
  walk("price", lemmas.price, [{ l: 0, h: 1 }], {
    v: (y) => dear(y) && rule.at(y).p.v.h <= more.l,
    s: (y) => y.h === 1 && topped && dear(y) && rule.at(y).p.s.l >= 0,
  });
}

// ---------------------------------------------------------------- best-response

/** Sizes of parts, in cells that lie closest at both ends. */
const CELLS = 2048;
const CELLS_A_BLOCK = 32;
/** More than the rounding of a sum of products of at most 20 operations each, as a part of the sum of their sizes. */
const PAD = 2 ** -46;

/** For each cell of sizes: w and p at its middle (low and high), and w, p, w' and p' over it. */
function cellsOf(rule) {
  const edge = (j) => (j === CELLS ? 1 : Math.sin((Math.PI * j) / (2 * CELLS)) ** 2);
  return Array.from({ length: CELLS }, (_, j) => {
    const cell = { l: edge(j), h: edge(j + 1) };
    const [at, whole] = [rule.at(mid(cell)), rule.at(cell)];
    const half = up(Math.max(up(cell.h - mid(cell).l), up(mid(cell).l - cell.l)));
    const range = { half, w: whole.w.v, p: whole.p.v, w1: whole.w.s, p1: whole.p.s };
    return { start: cell.l, middle: mid(cell).l, half, wm: at.w.v, pm: at.p.v, range };
  });
}

/** The cells of a block together. */
function blocksOf(cells) {
  return Array.from({ length: CELLS / CELLS_A_BLOCK }, (_, b) =>
    cells
      .slice(b * CELLS_A_BLOCK, (b + 1) * CELLS_A_BLOCK)
      .map(({ range }) => range)
      .reduce((x, y) => ({
        half: Math.max(x.half, y.half),
        ...{ w: hull(x.w, y.w), p: hull(x.p, y.p), w1: hull(x.w1, y.w1), p1: hull(x.p1, y.p1) },
      })),
  );
}

const upTo = (cells, size) => {
  let [low, high] = [0, cells.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cells[middle].start <= size) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Whether w(y) - lambda p(y) <= bound for all y in [0, size]. */
function staysBelow(cells, bound, lambda, size) {
  for (let j = upTo(cells, size) - 1; j >= 0; j--) {
    const { wm, pm, range, half } = cells[j];
    const slope = sub(range.w1, mul(lambda, range.p1));
    const swing = up(Math.max(Math.abs(slope.l), Math.abs(slope.h)) * half);
    if (!(up(sub(wm, mul(lambda, pm)).h + swing) <= bound)) return false;
  }
  return true;
}

/** The box without what is no division: parts do not increase and add up to at most the total. Null where nothing is left. */
function divisions([t, ...parts]) {
  const kept = parts.map((part) => ({ ...part }));
  for (let k = 1; k < kept.length; k++) kept[k].h = Math.min(kept[k].h, kept[k - 1].h);
  for (let k = kept.length - 2; k >= 0; k--) kept[k].l = Math.max(kept[k].l, kept[k + 1].l);
  const taken = kept.reduce((all, { l }) => add(all, point(l)), ZERO).l;
  if (taken > t.h || kept.some(({ l, h }) => l > h)) return null;
  const room = up(t.h - taken);
  return [
    { l: Math.max(t.l, taken), h: t.h },
    ...kept.map(({ l, h }) => ({ l, h: Math.min(h, up(room + l)) })),
  ];
}

const leftOf = ([t, ...parts]) => parts.reduce(sub, t);

function checkBestResponse(rule, { valueRatio, gain, slices }, lemmas) {
  if (rule.byCount || rule.hasFee) throw new Refused("the rule depends on the number of bids, or has a fee");
  if (!(valueRatio > 0 && gain >= 0) || !Array.isArray(slices) || slices.length === 0)
    throw new Refused("no slices");
  const fine = slices.every(({ from, to, single }, k) => {
    const next = k + 1 < slices.length ? to === slices[k + 1].from && to > from : to === undefined;
    return Number.isFinite(from) && from > 0 && single >= 0 && single < 1 && next;
  });
  if (!fine || !(up(slices[0].from * valueRatio) <= 1 || slices[0].from * valueRatio <= 1)) {
    throw new Refused("the slices of values leave a gap");
  }
  const cells = cellsOf(rule);
  const tables = { rule, cells, blocks: blocksOf(cells), gain: dn(gain) };
  slices.forEach((slice, k) => {
    const ends = slice.to === undefined ? [slice.from] : [slice.from, slice.to];
    const forms = sliceForms(tables, slice, ends);
    const root = [
      { l: 0, h: 1 },
      { l: 0, h: 1 },
    ];
    const deeper = ([t, ...parts]) => {
      const room = parts.reduce((left, { l }) => left - l, t.h) + 2 ** -50;
      return { l: 0, h: Math.min(parts.at(-1).h, Math.max(0, room)) };
    };
    walk(`slice-${k + 1}`, lemmas[`slice-${k + 1}`], root, forms, deeper);
  });
}

/** What the single bid of a slice earns at u. */
function earnedBy(rule, single, u) {
  if (single === 0) return ZERO;
  const at = rule.at(point(single));
  return sub(shareOf(at.f, rule.at(at.R).f), mul(u, div(at.c, at.R)));
}

function sliceForms(tables, { from, to, single }, ends) {
  const { rule, cells, gain } = tables;
  const us = ends.map(decimal);
  const rest = (t) => rule.at(rule.at(t).R);
  const lambdaOver = (t) => {
    const [own, other] = [rule.at(t), rest(t)];
    const all = power(add(own.f, other.f), 2);
    return mul(hull(us[0], us.at(-1)), div(all, mul(other.f, own.R)));
  };
  const over =
    (form) =>
    (...box) => {
      const kept = divisions(box);
      return kept === null || form(kept);
    };
  const forms = {
    o: (...box) => divisions(box) === null,
    e: over(([t, a]) => {
      const count = upTo(cells, a.h);
      let least = Infinity;
      for (let j = 0; j < count; j++) least = Math.min(least, cells[j].range.p.l);
      const paid = div(mul(point(t.l), point(least)), point(rule.at(t).R.h)).l;
      return us.every((u) => sub(sub(ONE, mul(u, point(paid))), earnedBy(rule, single, u)).h <= gain);
    }),
    v: over((box) => us.every((u) => isAtMost(tables, box, u, earnedBy(rule, single, u)))),
  };
  if (single === 0) {
    forms.z = over(([t, a]) => staysBelow(cells, 0, mul(decimal(from), rest(t).w.v), a.h));
  }
  if (to === undefined) return forms;
  forms.s = over(([t]) => {
    const lambda = lambdaOver(t);
    const count = upTo(cells, t.h);
    for (let j = 0; j < count; j++)
      if (!(sub(cells[j].range.w1, mul(lambda, cells[j].range.p1)).l >= 0)) return false;
    return true;
  });
  forms.d = over(([t, a, second]) => {
    const lambda = lambdaOver(t);
    const size = Math.min(a.h, second?.h ?? 1, leftOf([t, a]).h);
    return [lambda.l, lambda.h].every((end) => {
      const least = leastMarginal(rule, point(end), { l: a.l, h: t.h });
      return staysBelow(cells, least, point(end), size);
    });
  });
  return forms;
}

/** The least f' - lambda c' over an interval of shares. */
function leastMarginal(rule, lambda, shares) {
  const marginal = ({ f1, c1 }) => sub(f1, mul(lambda, c1));
  const whole = rule.at(shares);
  const slope = sub(whole.f2, mul(lambda, whole.c2));
  const form = add(marginal(rule.at(mid(shares))), mul(slope, sub(shares, mid(shares))));
  return Math.max(marginal(whole).l, form.l);
}

/** Whether E <= gain over a box of divisions at u: its value at the middle and what its slopes may add, by cell of r. */
function isAtMost({ rule, cells, blocks, gain }, box, u, earned) {
  const [whole, middle] = [placeOf(rule, box), placeOf(rule, box.map(mid))];
  const most = Math.max(0, Math.min(box.at(-1).h, whole.left.h));
  const count = upTo(cells, most);
  const tangent = point(Math.max(2 ** -40, bestWeight(cells, count, middle, u)));
  const [at, over] = [coefficients(middle, u, tangent, earned), coefficients(whole, u, tangent, earned)];
  const slopes = {
    ...over,
    ...slopeByTotal(whole, over, tangent),
    widths: box.map((side) => sub(side, mid(side)).h),
  };
  let spread = 0;
  for (let j = 0; j < count; j++) {
    if (j % CELLS_A_BLOCK === 0) spread = spreadOver(slopes, blocks[j / CELLS_A_BLOCK], Infinity);
    const cell = cells[j];
    const value = sum(at.base, mul(at.left, sub(mul(at.k, cell.wm), mul(at.l, cell.pm)))).h;
    if (up(value + spread) <= gain) continue;
    if (!(up(value + spreadOver(slopes, cell.range, most - cell.middle)) <= gain)) return false;
  }
  return true;
}

function placeOf(rule, box) {
  const total = rule.at(box[0]);
  return {
    total,
    rest: rule.at(total.R),
    parts: box.slice(1).map((part) => rule.at(part)),
    left: leftOf(box),
  };
}

/** A guess of the weight of the best division at the middle; no proof rests on it. */
function bestWeight(cells, count, { total, rest, parts, left }, u) {
  const weight = parts.reduce((all, { f }) => all + f.h, 0);
  const price = parts.reduce((all, { c }) => all + c.h, 0);
  let [best, found] = [-Infinity, weight];
  for (let j = 0; j < count; j++) {
    const all = weight + left.h * cells[j].wm.h;
    const earned = all / (all + rest.f.h) - (u.h / total.R.h) * (price + left.h * cells[j].pm.h);
    if (earned > best) [best, found] = [earned, all];
  }
  return found;
}

/** k, l, and E without what is left. */
function coefficients({ total, rest, parts, left }, u, tangent, earned) {
  const square = power(add(tangent, rest.f), 2);
  const [k, l] = [div(rest.f, square), div(u, total.R)];
  const won = parts.reduce((all, { f }) => add(all, f), ZERO);
  const paid = parts.reduce((all, { c }) => add(all, c), ZERO);
  const base = sum(div(power(tangent, 2), square), neg(earned), mul(k, won), neg(mul(l, paid)));
  return { k, l, won, paid, base, left, parts };
}

/** dE/dt = fixed + byWeight w + byPrice p. */
function slopeByTotal({ total, rest, left }, { k, l, won, paid }, tangent) {
  const bent = div(rest.f1, power(add(tangent, rest.f), 3));
  const lean = sub(tangent, rest.f);
  const perRest = div(l, total.R);
  return {
    fixed: sub(mul(bent, sub(mul(TWO, power(tangent, 2)), mul(lean, won))), mul(perRest, paid)),
    byWeight: sub(k, mul(bent, mul(lean, left))),
    byPrice: neg(add(l, mul(perRest, left))),
  };
}

/** How much E may exceed its value at the middle for parts of sizes in a range, up to `room` above its middle. */
function spreadOver({ k, l, left, parts, fixed, byWeight, byPrice, widths }, { w, p, w1, p1, half }, room) {
  let all = size(sum(fixed, mul(byWeight, w), mul(byPrice, p))) * widths[0];
  for (let i = 0; i < parts.length; i++) {
    const slope = sub(mul(k, sub(parts[i].f1, w)), mul(l, sub(parts[i].c1, p)));
    all += size(slope) * widths[i + 1];
  }
  const slope = sub(mul(k, w1), mul(l, p1));
  const reach = Math.min(half, room);
  const swing = Math.max(-half * slope.l, reach * (reach > 0 ? slope.h : slope.l));
  all += Math.max(swing * left.l, swing * left.h, 0);
  return all + PAD * (all + size(slope) * half);
}

const size = ({ l, h }) => Math.max(Math.abs(l), Math.abs(h));

// ---------------------------------------------------------------- files

const KINDS = {
  "two-players": { check: checkTwoPlayers, keys: ["ratios", "gain", "edge"] },
  split: { check: checkSplit, keys: [] },
  "best-response": { check: checkBestResponse, keys: ["valueRatio", "gain", "slices"] },
};
const RULE_KEYS = ["mechanism", "weight", "price", "fee", "splines", "alone", "more"];

/** Checks the text of a certificate. @throws Refused */
export function check(document) {
  const { schema, statement, lemmas } = document;
  if (schema !== "goldilocks/certificate/1") throw new Refused(`the schema is ${JSON.stringify(schema)}`);
  const kind = Object.hasOwn(KINDS, statement?.kind ?? "") ? KINDS[statement.kind] : null;
  if (kind === null) throw new Refused("the kind of statement is not known");
  onlyKeys(document, ["schema", "statement", "lemmas"]);
  onlyKeys(statement, ["kind", "rule", ...kind.keys]);
  onlyKeys(statement.rule, RULE_KEYS);
  if ((statement.rule.alone === undefined) !== (statement.rule.more === undefined))
    throw new Refused("alone without more");
  const asked = new Set();
  const seen = new Proxy(lemmas, {
    get(all, name) {
      asked.add(name);
      return Object.hasOwn(all, name) ? all[name] : undefined;
    },
  });
  kind.check(ruleOf(statement.rule), statement, seen);
  const extra = Object.keys(lemmas).find((name) => !asked.has(name));
  if (extra !== undefined) throw new Refused(`no lemma "${extra}" belongs to the statement`);
  return saidOf(statement);
}

function onlyKeys(object, keys) {
  const other = Object.keys(object).find((key) => !keys.includes(key));
  if (other !== undefined) throw new Refused(`"${other}" is not expected`);
}

function saidOf({ kind, ratios, gain, valueRatio }) {
  if (kind === "split") return "no split of a bid gains";
  if (kind === "best-response")
    return `identities gain at most ${gain} of the value against one rival, up to value ${valueRatio}`;
  return `two players, ratios from ${ratios.from}: one equilibrium, gain ${gain}, no less fair`;
}

function read(path) {
  let packed;
  try {
    packed = readFileSync(path);
  } catch {
    return { code: 2, line: `${path}: cannot be read` };
  }
  try {
    return { code: 0, line: `holds: ${path}: ${check(JSON.parse(gunzipSync(packed).toString("utf8")))}` };
  } catch (error) {
    return {
      code: 1,
      line: `REFUSED: ${path}: ${error instanceof Unbounded ? "no enclosure exists" : error.message}`,
    };
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const results = process.argv.slice(2).map((path) => {
    const result = read(path);
    console.log(result.line);
    return result.code;
  });
  if (results.length === 0) console.error("usage: node test/checker/checker.mjs FILE...");
  process.exitCode = results.length === 0 ? 2 : Math.max(...results);
}
