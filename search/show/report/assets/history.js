/** Hypervolume against evaluations; it holds its value between two improvements. */
export function historyPlot({ history, reference }, evaluations, width) {
  const steps = history.map(([at, hypervolume]) => ({ evaluations: at, hypervolume }));
  const best = steps[steps.length - 1];
  const last = { ...best, evaluations: Math.max(best.evaluations, evaluations) };
  steps.push(last);
  const [low, high] = [Math.min(...steps.map(heightOf)), Math.max(...steps.map(heightOf))];
  const room = Math.max(high - low, 0.01 * Math.abs(high), 1e-6) * 0.1;
  const chart = Plot.plot({
    width,
    height: 220,
    marginLeft: 56,
    marginBottom: 42,
    marginTop: 28,
    marginRight: 22,
    style: { fontFamily: "inherit", fontSize: "12px", background: "transparent" },
    x: {
      domain: [0, Math.max(1, last.evaluations)],
      label: "Evaluations →",
      labelAnchor: "center",
      labelOffset: 38,
      ticks: 6,
    },
    y: {
      domain: [low - room, high + room],
      label: `↑ Hypervolume above (${reference.join(", ")})`,
      ticks: 5,
      grid: true,
    },
    marks: [
      Plot.line(steps, {
        x: "evaluations",
        y: "hypervolume",
        curve: "step-after",
        stroke: "var(--accent)",
        strokeWidth: 1.75,
      }),
      Plot.dot([last], { x: "evaluations", y: "hypervolume", r: 3, fill: "var(--accent)" }),
    ],
  });
  chart.setAttribute("aria-label", `Hypervolume against evaluations; ${last.hypervolume} at the end.`);
  return chart;
}

function heightOf({ hypervolume }) {
  return hypervolume;
}
