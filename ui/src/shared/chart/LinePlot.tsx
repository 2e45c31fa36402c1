/**
 * Lines over one axis, with a band behind them and stretches marked: drawn as SVG, nothing else. It is one picture to a
 * screen reader, told by `label`; whoever shows it puts the figures into a table beside it.
 */
import classes from './LinePlot.module.css';
import { area, linear, path, range, ticks } from './scale';

export type LineTone = 'ink' | 'blue' | 'teal';

export interface PlotLine {
  name: string;
  tone: LineTone;
  dashed?: boolean;
  /** Place and value; a gap where there is none. */
  points: readonly (readonly [number, number | null])[];
}

export interface PlotBand {
  name: string;
  /** Place, lower and upper edge. */
  points: readonly (readonly [number, number, number])[];
}

interface Props {
  /** What the picture shows, in a sentence. */
  label: string;
  lines: readonly PlotLine[];
  band?: PlotBand | null;
  /** Stretches of the axis that want attention, and what they are. */
  marked?: { name: string; stretches: readonly (readonly [number, number])[] };
  xName: string;
  yName: string;
  xText: (value: number) => string;
  /** Round places of the axis; chosen here where none are given. */
  xTicks?: readonly number[];
  testId: string;
}

const SIZE = { width: 960, height: 400, left: 64, right: 16, top: 12, bottom: 52 };
/** A stretch of one row is still seen. */
const MARK_WIDTH_MIN = 3;

export function LinePlot({ label, lines, band, marked, xName, yName, xText, xTicks, testId }: Props) {
  const xs = lines.flatMap(({ points }) => points.map(([at]) => at));
  const values = lines.flatMap(({ points }) => points.flatMap(([, value]) => (value === null ? [] : [value])));
  const edges = band ? band.points.flatMap(([, low, high]) => [low, high]) : [];
  const [begin, end] = [Math.min(0, ...bounds(xs)), Math.max(...bounds(xs))];
  const [low, high] = range([...values, ...edges]);
  const x = linear([begin, end], [SIZE.left, SIZE.width - SIZE.right]);
  const y = linear([low, high], [SIZE.height - SIZE.bottom, SIZE.top]);
  const [top, bottom] = [SIZE.top, SIZE.height - SIZE.bottom];
  return (
    <figure className={classes.figure}>
      <svg className={classes.plot} viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} role="img" aria-label={label} data-testid={testId}>
        {(marked?.stretches ?? []).map(([from, until]) => (
          <rect key={from} className={classes.marked} x={x(from)} y={top} width={Math.max(MARK_WIDTH_MIN, x(until) - x(from))} height={bottom - top} />
        ))}
        {ticks(low, high, 8).map((value) => (
          <g key={value}>
            <line className={classes.grid} x1={SIZE.left} x2={SIZE.width - SIZE.right} y1={y(value)} y2={y(value)} />
            <text className={classes.tick} x={SIZE.left - 8} y={y(value)} textAnchor="end" dominantBaseline="central">{value}</text>
          </g>
        ))}
        {(xTicks ?? ticks(begin, end, 10)).map((value) => (
          <g key={value}>
            <line className={classes.grid} x1={x(value)} x2={x(value)} y1={top} y2={bottom} />
            <text className={classes.tick} x={x(value)} y={bottom + 18} textAnchor="middle">{xText(value)}</text>
          </g>
        ))}
        {band ? <path className={classes.band} d={area(band.points, x, y)} /> : null}
        {lines.map((line) => <path key={line.name} className={classes.line} data-tone={line.tone} data-dashed={line.dashed || undefined} d={path(line.points, x, y)} />)}
        <path className={classes.axis} d={`M${SIZE.left} ${top}V${bottom}H${SIZE.width - SIZE.right}`} />
        <text className={classes.name} x={(SIZE.left + SIZE.width) / 2} y={SIZE.height - 8} textAnchor="middle">{xName}</text>
        <text className={classes.name} transform={`translate(16 ${(top + bottom) / 2}) rotate(-90)`} textAnchor="middle">{yName}</text>
      </svg>
      <figcaption className={classes.legend}>
        {lines.map((line) => <span key={line.name}><i data-tone={line.tone} data-dashed={line.dashed || undefined} />{line.name}</span>)}
        {band ? <span><i data-band />{band.name}</span> : null}
        {marked && marked.stretches.length > 0 ? <span><i data-marked />{marked.name}</span> : null}
      </figcaption>
    </figure>
  );
}

/** Both ends of many values: more of them than a call takes arguments. */
function bounds(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  return values.reduce<[number, number]>(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
}
