import type { PlanFigures } from "../bench/plan-figures";
import { FONT, renderSvg, WIDTH } from "./render-svg";
import type { Theme } from "./theme";

const LEFT = 100;
const RIGHT = 130;
const TOP = 58;
const ROW = 34;
const FOOT = 30;

/**
 * Draws how long plans take with the provider on Node.js, beside hashicorp/http.
 *
 * @param latencyMs - how late the API answers in the plans to show
 */
export function planPicture(theme: Theme, { machine, plans }: PlanFigures, latencyMs: number): string {
  const shown = plans.filter((plan) => plan.latencyMs === latencyMs && plan.parallelism === 10);
  const rows = shown.flatMap(({ lookups, milliseconds, timesOfHttp }) =>
    milliseconds.node === undefined || timesOfHttp.node === undefined
      ? []
      : [{ lookups, milliseconds: milliseconds.node, ratio: timesOfHttp.node }],
  );
  // Ends at a fifth, which puts 1 at the same place in pictures of about the same figures.
  const end = Math.ceil(5 * Math.max(1, ...rows.map(({ ratio }) => ratio))) / 5;
  const height = TOP + ROW * rows.length + FOOT;
  const text = (content: string, x: number, y: number, more: object = {}) => ({
    type: "text" as const,
    x,
    y,
    style: { text: content, fill: theme.quiet, fontSize: 13, fontFamily: FONT, ...more },
  });
  const axis = (labels: readonly string[]) => ({
    type: "category" as const,
    inverse: true,
    data: [...labels],
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: { color: theme.text, fontSize: 14 },
  });
  const title = "Time of terraform plan, compared with hashicorp/http";
  const [cores = ""] = /\d+ cores?/.exec(machine.hardware) ?? [];
  return renderSvg(
    {
      grid: { left: LEFT, right: RIGHT, top: TOP, bottom: FOOT },
      graphic: [
        text(title, 8, 6, { fill: theme.text, fontSize: 15, fontWeight: 600 }),
        text("hashicorp/http = 1", LEFT + (WIDTH - LEFT - RIGHT) / end, TOP - 20, { textAlign: "center" }),
        text(
          `API latency ${latencyMs} ms. Measured ${machine.date} on ${cores}, Node.js ${machine.versions["Node.js"]}. Shorter is faster.`,
          8,
          height - 20,
          { fontSize: 12 },
        ),
      ],
      xAxis: { min: 0, max: end, axisLabel: { show: false }, splitLine: { show: false } },
      yAxis: [
        axis(rows.map(({ lookups }) => `${lookups.toLocaleString("en")} ${lookups === 1 ? "job" : "jobs"}`)),
        axis(rows.map(({ ratio, milliseconds }) => `${ratio.toFixed(2)} × (${duration(milliseconds)})`)),
      ],
      series: [
        {
          type: "bar",
          barWidth: 20,
          itemStyle: { color: theme.running, borderRadius: 3 },
          data: rows.map(({ ratio }) => ratio),
          markLine: {
            silent: true,
            symbol: "none",
            lineStyle: { color: theme.peer, width: 2, type: "solid" },
            label: { show: false },
            data: [{ xAxis: 1 }],
          },
        },
      ],
    },
    height,
  );
}

function duration(milliseconds: number): string {
  return milliseconds < 1_000 ? `${milliseconds} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}
