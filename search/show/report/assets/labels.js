/** Pixels: a letter's width and a line's height at the picture's size, the room between a name and its point. */
const LETTER = 6.8;
const LINE = 15;
const BESIDE = 9;
const ABOVE = 12;

/** Where a name may stand, the best first: below the point at its left, where the lines of most pictures are not. */
const SIDES = [
  ["end", 1],
  ["start", 1],
  ["end", -1],
  ["start", -1],
  ["end", 0],
  ["start", 0],
  ["middle", 1.5],
  ["middle", -1.5],
];

/**
 * Names beside their points: none over another, over a point that is named, or beyond the frame, and over as few of the
 * other points as can be. One that has no such place is left out; names that come first have the first choice.
 *
 * @param named  what to name: x and y, text, fontWeight
 * @param others the other points
 * @param toPixels the place of x and y in the picture
 * @param frame  the left, right, top and bottom of what may be written on, in pixels
 * @returns those that have a place, with dx, dy and textAnchor
 */
export function placedLabels(named, others, toPixels, frame) {
  const [taken, dots] = [named, others].map((points) => points.map((each) => dotBox(toPixels(each))));
  return named.flatMap((each) => {
    const places = SIDES.map(([textAnchor, rows]) => {
      const dx = { end: -BESIDE, middle: 0, start: BESIDE }[textAnchor];
      const place = { dx, dy: rows * ABOVE, textAnchor };
      return { place, box: textBox(toPixels(each), each.text.length * LETTER, place) };
    }).filter(({ box }) => isWithinFrame(box, frame) && !taken.some((other) => overlap(box, other)));
    const covered = places.map(({ box }) => dots.filter((dot) => overlap(box, dot)).length);
    const best = places[covered.indexOf(Math.min(...covered))];
    if (best === undefined) return [];
    taken.push(best.box);
    return [{ ...each, ...best.place }];
  });
}

function dotBox({ x, y }) {
  return { left: x - BESIDE / 2, right: x + BESIDE / 2, top: y - BESIDE / 2, bottom: y + BESIDE / 2 };
}

function textBox({ x, y }, width, { dx, dy, textAnchor }) {
  const left = x + dx - { end: width, middle: width / 2, start: 0 }[textAnchor];
  return { left, right: left + width, top: y + dy - LINE / 2, bottom: y + dy + LINE / 2 };
}

function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function isWithinFrame(box, { left, right, top, bottom }) {
  return box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom;
}
