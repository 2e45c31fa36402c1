/** Where a screen is, and what a chart is drawn of. Pure; what a value means is the program's to say. */
import type { MonitoringView, RoomFindingView, RoomLimitView, RoomQuantity, RoomState, RoomView } from '@/api';

/** In the order of the grid. */
export const QUANTITIES: readonly RoomQuantity[] = ['particles_05', 'particles_5', 'viable_air', 'settle_plate', 'contact_plate', 'pressure', 'temperature', 'humidity'];
/** What is entered as a value. */
export const MEASURED: readonly RoomQuantity[] = ['particles_05', 'particles_5', 'pressure', 'temperature', 'humidity', 'viable_air'];
/** What a plate tells days later. */
export const PLATES: readonly RoomQuantity[] = ['settle_plate', 'contact_plate'];
export const GRADES = ['a', 'b', 'c', 'd', 'unclassified'] as const;
export const STATES: readonly RoomState[] = ['in_operation', 'at_rest'];
export const UNITS: Record<RoomQuantity, string> = {
  particles_05: '/m³', particles_5: '/m³', viable_air: 'CFU/m³', settle_plate: 'CFU', contact_plate: 'CFU', pressure: 'Pa', temperature: '°C', humidity: '%',
};

export interface Place {
  room: string;
  entering: boolean;
  /** The monitoring that is put right. */
  replaces: { station: string; seq: number } | null;
}

const NEW = 'new';

/** `<room>`, `<room>.new`, `<room>.new.<station>.<seq>`. */
export function placeOf(id: string): Place {
  const [room = '', entering, station, seq] = id.split('.');
  return { room, entering: entering === NEW, replaces: station && seq ? { station, seq: Number(seq) } : null };
}

export function entryOf(room: string, replaces?: Pick<MonitoringView, 'station' | 'seq'>): string {
  return [room, NEW, ...(replaces ? [replaces.station, replaces.seq] : [])].join('.');
}

export const keyOf = ({ station, seq }: Pick<MonitoringView, 'station' | 'seq'>) => `${station}.${seq}`;

export interface TrendPoint {
  monitoring: MonitoringView;
  finding: RoomFindingView;
}

/** Values of a quantity, oldest first; of one point where that is chosen. Entries that another took the place of are none. */
export function trendOf(view: Pick<RoomView, 'monitorings'>, quantity: RoomQuantity, point: string | null): TrendPoint[] {
  const counting = view.monitorings.filter(({ replaced }) => !replaced).toReversed();
  return counting.flatMap((monitoring) => monitoring.findings
    .filter((finding) => finding.quantity === quantity && (point === null || finding.point === point))
    .map((finding) => ({ monitoring, finding })));
}

/** Quantities that there is something of. */
export function quantitiesOf({ monitorings }: Pick<RoomView, 'monitorings'>): RoomQuantity[] {
  const found = new Set(monitorings.flatMap(({ findings }) => findings.map(({ quantity }) => quantity)));
  return QUANTITIES.filter((quantity) => found.has(quantity));
}

/** Limits of a quantity that are drawn: those of every state that occurs. */
export function limitsOf(limits: RoomLimitView[], quantity: RoomQuantity, states: readonly RoomState[]): RoomLimitView[] {
  return limits.filter((limit) => limit.quantity === quantity && (limit.state === null || states.includes(limit.state)));
}

/** Runs that wait for somebody. */
export function waiting({ runs, replaced }: Pick<MonitoringView, 'runs' | 'replaced'>) {
  return replaced ? [] : runs.filter(({ standing }) => standing !== 'clear' && standing !== 'fit');
}

/** A run to choose. */
export interface RunChoice {
  run: string;
  number: string;
  /** Codes of the rooms that its steps scanned, where that is known. */
  rooms?: readonly string[];
}

/** Each run once, in the order in which they are given. */
export function runChoices(lists: readonly (readonly RunChoice[])[]): RunChoice[] {
  const all = new Map<string, RunChoice>();
  for (const { run, number, rooms } of lists.flat()) if (!all.has(run)) all.set(run, { run, number, rooms });
  return [...all.values()];
}
