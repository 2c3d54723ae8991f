import { type EChartsOption, init } from "echarts";

/** The width of GitHub's column, in pixels. */
export const WIDTH = 820;

/** What each system has; a picture cannot bring a font along. */
export const FONT = "ui-sans-serif, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";

/** Draws a chart of ECharts as SVG, on a transparent background, `WIDTH` pixels wide. */
export function renderSvg(option: EChartsOption, height: number): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  chart.setOption({
    animation: false,
    backgroundColor: "transparent",
    textStyle: { fontFamily: FONT },
    ...option,
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return `${svg.trim()}\n`;
}
