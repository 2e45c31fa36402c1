/** What is measured in a room: points as rows, quantities as columns. Enter goes on, a scan goes into the next plate. */
import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useAct, useCommandQuery, type MonitoringView, type RoomQuantity, type RoomState, type RoomView } from '@/api';
import {
  ActForm, Buttons, FieldChecks, FieldDateTime, FieldLongText, FieldNumber, FieldRadio, FieldRow, LeaveGuard, Loaded, PageHeader, Panel, pick, SubmitButton, useFields, useOpen, useScan, useTexts, useWord,
} from '@/shared';
import classes from './Environment.module.css';
import { MEASURED, PLATES, runChoices, STATES, UNITS, type Place, type RunChoice } from './look';
import { RunSearch } from './RunSearch';

interface PageProps {
  place: Place;
  onBack: () => void;
}

export function EntryPage({ place, onBack }: PageProps) {
  const t = useTexts('environment');
  const room = useCommandQuery('environment.room', { room: place.room });
  return (
    <>
      <Button className={classes.back} variant="default" leftSection={<IconArrowLeft size={20} />} onClick={onBack} data-testid="environment-back">{t('back')}</Button>
      <Loaded query={room}>{(view) => <Entry view={view} place={place} />}</Loaded>
    </>
  );
}

/** `point quantity`: a point has no line break, a quantity no space. */
const cellOf = (point: string, quantity: RoomQuantity) => `${quantity} ${point}`;

function filledFrom(before: MonitoringView | undefined): Record<string, string> {
  if (!before) return {};
  const values = before.findings.filter(({ plate }) => plate === null).map((one) => [cellOf(one.point, one.quantity), one.number] as const);
  return Object.fromEntries([...values, ...before.plates.map((plate) => [cellOf(plate.point, plate.quantity), plate.number] as const)]);
}

function Entry({ view, place }: { view: RoomView; place: Place }) {
  const t = useTexts('environment');
  const word = useWord();
  const open = useOpen();
  const act = useAct('environment.record');
  const before = view.monitorings.find(({ station, seq }) => station === place.replaces?.station && seq === place.replaces.seq);
  const named = (before?.runs ?? []).filter(({ former }) => !former);
  const { values, bind } = useFields({
    state: (before?.state ?? 'in_operation') as RoomState,
    monitored_ms: before?.monitored_ms ?? (null as number | null),
    runs: (before ? named.map(({ run }) => run) : null) as string[] | null,
    minutes: String(before?.plates.find(({ minutes }) => minutes > 0)?.minutes ?? 240),
    reason: '',
  });
  const [opened] = useState(() => Date.now());
  const [cells, setCells] = useState(() => filledFrom(before));
  const entered = JSON.stringify([values, cells]);
  const [begun] = useState(entered);
  const saved = act.isSuccess;
  // Saved first, then away: on its way nothing asks any more.
  useEffect(() => {
    if (saved) open.screen('environment', view.row.room);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when it is saved
  }, [saved]);
  const grid = useRef<HTMLTableElement>(null);
  const points = [...new Set([...view.row.points, ...(before?.findings ?? []).map(({ point }) => point), ...(before?.plates ?? []).map(({ point }) => point)])];
  // Colonies that were counted without a plate's number stand with the values.
  const counted = (point: string, quantity: RoomQuantity) => before?.findings.some((one) => one.point === point && one.quantity === quantity && one.plate === null) ?? false;
  useEffect(() => grid.current?.querySelector<HTMLElement>('[data-cell]')?.focus(), []);
  const set = (cell: string, value: string) => setCells((now) => ({ ...now, [cell]: value }));
  useScan((text) => {
    const focused = document.activeElement instanceof HTMLInputElement ? document.activeElement : null;
    const plates = [...(grid.current?.querySelectorAll<HTMLInputElement>('[data-plate]') ?? [])];
    const target = focused?.dataset.plate ? focused : plates.find(({ value }) => value === '');
    if (!target?.dataset.cell) return false;
    set(target.dataset.cell, text);
    step(grid.current, target, 1);
    return true;
  });
  const [found, setFound] = useState<RunChoice[]>([]);
  const at = values.monitored_ms ?? opened;
  const going = useCommandQuery('environment.find_runs', { room: view.row.room, text: '', at_ms: at, after: null, limit: 50 }, { keepPrevious: true });
  const runs = runChoices([named, going.data?.rows ?? [], found]);
  // Until somebody chooses, those that went on when it was measured and may have been in this room.
  const proposing = values.runs === null && (going.data === undefined || going.isPlaceholderData);
  const chosen = values.runs ?? (going.data?.rows ?? []).filter(({ proposed }) => proposed).map(({ run }) => run);
  const label = ({ number, rooms = [] }: RunChoice) => (rooms.length === 0 ? number : t('entry.run_in', { number, rooms: rooms.join(', ') }));
  const addRun = (one: RunChoice) => {
    setFound((before) => runChoices([before, [one]]));
    bind('runs').onChange([...new Set([...chosen, one.run])]);
  };
  const submit = () => {
    const filled = points.flatMap((point) => [...MEASURED, ...PLATES].map((quantity) => ({ point, quantity, value: (cells[cellOf(point, quantity)] ?? '').trim() }))).filter(({ value }) => value !== '');
    const isPlate = ({ point, quantity }: { point: string; quantity: RoomQuantity }) => PLATES.includes(quantity) && !counted(point, quantity);
    act.mutate({
      room: view.row.room, state: values.state, monitored_ms: values.monitored_ms, runs: chosen, reason: values.reason, replaces: place.replaces,
      readings: filled.filter((one) => !isPlate(one)),
      plates: filled.filter(isPlate).map(({ point, quantity, value }) => ({ point, quantity, number: value, minutes: quantity === 'contact_plate' ? '' : values.minutes })),
    });
  };
  return (
    <ActForm act={act} onSubmit={submit}>
      <LeaveGuard unsaved={entered !== begun && !saved} />
      <PageHeader title={t(before ? 'correct.title' : 'entry.title', { room: pick(view.row) })} subtitle={`${view.row.code} · ${word('RoomGrade', view.row.grade)}`} />
      <Panel title={t('entry.values')}>
        <p className={classes.quiet}>{t('entry.hint')}</p>
        <div className={classes.scroll} data-testid="field-readings">
          <table ref={grid} className={classes.grid} data-testid="environment-grid">
            <thead>
              <tr>
                <th scope="col">{t('point')}</th>
                {MEASURED.map((quantity) => <th key={quantity} scope="col">{word('RoomQuantity', quantity)} <small>{UNITS[quantity]}</small></th>)}
                {PLATES.map((quantity) => <th key={quantity} scope="col">{word('RoomQuantity', quantity)} <small>{t('entry.plate_number')}</small></th>)}
              </tr>
            </thead>
            <tbody>
              {points.map((point) => (
                <tr key={point}>
                  <th scope="row">{point}</th>
                  {[...MEASURED, ...PLATES].map((quantity) => {
                    const cell = cellOf(point, quantity);
                    const plate = PLATES.includes(quantity) && !counted(point, quantity);
                    return (
                      <td key={quantity}>
                        <input
                          aria-label={`${point} ${word('RoomQuantity', quantity)}`}
                          className={classes.cell}
                          data-cell={cell}
                          data-plate={plate || undefined}
                          data-testid={`cell-${cell}`}
                          inputMode={plate ? 'text' : 'decimal'}
                          autoComplete="off"
                          spellCheck={false}
                          maxLength={40}
                          value={cells[cell] ?? ''}
                          onChange={(event) => set(cell, event.currentTarget.value)}
                          onKeyDown={(event) => {
                            if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229) return;
                            // Behind the last cell Enter records, as everywhere.
                            if (step(grid.current, event.currentTarget, 1)) event.preventDefault();
                          }}
                        />
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <Panel title={t('entry.when')}>
        <FieldRadio {...bind('state')} options={STATES.map((value) => ({ value, label: word('RoomState', value) }))} />
        <FieldRow>
          <FieldDateTime {...bind('monitored_ms')} description={t('now_hint')} />
          <FieldNumber {...bind('minutes')} label={t('entry.minutes')} description={t('entry.minutes_hint')} suffix="min" testId="field-plates" />
        </FieldRow>
        <Loaded query={going}>{() => runs.length === 0 ? <p className={classes.quiet}>{t('entry.no_runs')}</p> : <FieldChecks {...bind('runs')} value={chosen} description={t('entry.runs_hint')} options={runs.map((one) => ({ value: one.run, label: label(one) }))} />}</Loaded>
        <RunSearch room={view.row.room} chosen={chosen} onChoose={addRun} />
        {before ? <FieldLongText {...bind('reason')} description={t('correct.hint')} required maxLength={500} /> : null}
      </Panel>
      <Buttons><SubmitButton command="environment.record" act={act} disabled={proposing}>{t(before ? 'correct.submit' : 'entry.submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}

/** The cell so many further in the order of the rows; whether there is one. */
function step(grid: HTMLTableElement | null, from: HTMLElement, by: number): boolean {
  const all = [...(grid?.querySelectorAll<HTMLInputElement>('[data-cell]') ?? [])];
  const next = all[all.indexOf(from as HTMLInputElement) + by];
  next?.focus();
  return next !== undefined;
}
