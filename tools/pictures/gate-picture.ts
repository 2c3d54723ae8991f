import { FONT, renderSvg } from "./render-svg";
import type { Theme } from "./theme";

const HEIGHT = 370;
const BAR = 28;

const ROWS = { job: 0, lookup: 1, gate: 2, waiting: 3 } as const;

/** When the plans take place, on an axis from 0 to 100. */
const PLANS = { pending: 9, running: 42, completed: 73.5, forgotten: 93 } as const;

/** When the job's state changes, on the same axis. */
const STARTS = 20;
const ENDS = 64;
const IS_FORGOTTEN = 85;

const CROSS = "path://M2,0 L5,3 L8,0 L10,2 L7,5 L10,8 L8,10 L5,7 L2,10 L0,8 L3,5 L0,2 Z";
const CHECK = "path://M0,5 L2,3 L4,6 L9,0 L11,2 L4,10 Z";

/** Draws the life of a job, and what a lookup and both kinds of gates do meanwhile. */
export function gatePicture(theme: Theme): string {
  const bars = [
    bar(ROWS.job, 0, STARTS, theme.pending, "Pending"),
    bar(ROWS.job, STARTS, ENDS, theme.running, "Running"),
    bar(ROWS.job, ENDS, IS_FORGOTTEN, theme.completed, "Completed"),
    bar(ROWS.job, IS_FORGOTTEN, 100.8, null, "forgotten"),
    bar(ROWS.waiting, PLANS.pending + 8, ENDS + 0.8, theme.running, "apply waits"),
    bar(ROWS.waiting, ENDS + 0.8, IS_FORGOTTEN, theme.completed, "creates the rest"),
  ];
  const outline = { fill: "none", stroke: theme.quiet, lineDash: [4, 3] };
  const good = (row: number, at: number, label: string) => mark(row, at, CHECK, theme.good, label);
  const bad = (row: number, at: number, label: string) => mark(row, at, CROSS, theme.bad, label);
  const marks = [
    good(ROWS.lookup, PLANS.pending, "plan shows\nPending"),
    good(ROWS.lookup, PLANS.running, "plan shows\nRunning"),
    good(ROWS.lookup, PLANS.completed, "plan shows\nCompleted"),
    bad(ROWS.lookup, PLANS.forgotten, "plan fails:\nno such job"),
    bad(ROWS.gate, PLANS.pending, "plan fails:\nnot finished"),
    bad(ROWS.gate, PLANS.running, "plan fails:\nnot finished"),
    good(ROWS.gate, PLANS.completed, "plan succeeds,\napply creates the rest"),
    bad(ROWS.gate, PLANS.forgotten, "plan fails:\nno such job"),
    good(ROWS.waiting, PLANS.pending, "plan\nsucceeds"),
    good(ROWS.waiting, PLANS.forgotten, "no changes:\nrecorded"),
  ];
  return renderSvg(
    {
      grid: { left: 152, right: 10, top: 30, bottom: 32 },
      graphic: [
        text("What plan and apply do while a job lives", 6, {
          fill: theme.text,
          fontSize: 15,
          fontWeight: 600,
        }),
        text(
          "A job that fails opens neither gate: the plan fails, or the apply that waits fails at once.",
          HEIGHT - 20,
          { fill: theme.quiet, fontSize: 13 },
        ),
      ],
      xAxis: { min: 0, max: 101, show: false },
      yAxis: {
        type: "category",
        inverse: true,
        data: ["the job", "JobLookup", "JobGate", "JobGate\nwith wait"],
        axisTick: { show: false },
        axisLine: { show: false },
        axisLabel: {
          color: theme.text,
          fontSize: 14,
          fontWeight: 600,
          lineHeight: 18,
          margin: 140,
          align: "left",
        },
        splitLine: { show: true, lineStyle: { color: theme.line } },
      },
      series: [
        {
          type: "custom",
          data: bars.map(({ value }) => value),
          renderItem: ({ dataIndex }, api) => {
            const { value, color, label } = bars[dataIndex] ?? (bars[0] as Bar);
            const [row, from, to] = value;
            const [left = 0, middle = 0] = api.coord([from, row]);
            const [right = 0] = api.coord([to, row]);
            return {
              type: "group",
              children: [
                {
                  type: "rect",
                  shape: { x: left + 1, y: middle - BAR / 2, width: right - left - 2, height: BAR, r: 4 },
                  style: color === null ? outline : { fill: color },
                },
                {
                  type: "text",
                  style: {
                    text: label,
                    x: (left + right) / 2,
                    y: middle,
                    fill: color === null ? theme.quiet : theme.onBar,
                    fontSize: 14,
                    fontFamily: FONT,
                    align: "center",
                    verticalAlign: "middle",
                  },
                },
              ],
            };
          },
        },
        {
          type: "scatter",
          symbolSize: 15,
          symbolOffset: [0, -20],
          data: marks.map(({ value, symbol, color, label }) => ({
            value,
            symbol,
            itemStyle: { color, opacity: 1 },
            label: { formatter: label },
          })),
          label: {
            show: true,
            position: "bottom",
            color: theme.text,
            fontSize: 13,
            lineHeight: 16,
            distance: 5,
            align: "center",
          },
        },
      ],
    },
    HEIGHT,
  );
}

/** A line of text at the left edge. */
function text(content: string, y: number, style: object) {
  return { type: "text" as const, x: 8, y, style: { text: content, fontFamily: FONT, ...style } };
}

interface Bar {
  /** Row, begin and end. */
  readonly value: readonly [row: number, from: number, to: number];
  /** `null` draws a dashed outline. */
  readonly color: string | null;
  readonly label: string;
}

function bar(row: number, from: number, to: number, color: string | null, label: string): Bar {
  return { value: [row, from, to], color, label };
}

function mark(row: number, at: number, symbol: string, color: string, label: string) {
  return { value: [at, row], symbol, color, label };
}
