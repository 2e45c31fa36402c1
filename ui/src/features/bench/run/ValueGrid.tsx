/** Values of single units: units as rows, inputs as columns. An empty cell is as for all; arrow keys and Enter move. */
import { useRef, useState, type KeyboardEvent } from 'react';
import type { RunUnitView, StepInput } from '@/api';
import { Din, FieldAttachment, focusNext, formatDateTime, parseMoment, pick, useScan, useTexts, valueScan, wrongUnit } from '@/shared';
import { cellField, type Own } from './run';
import classes from './Run.module.css';

interface Props {
  units: RunUnitView[];
  /** The step that photos and files are for. */
  step: string;
  inputs: StepInput[];
  own: Own;
  /** Values for all, by input. */
  all: Record<string, string>;
  marked: string | null;
  /** The field at fault, if it is one of these cells. */
  bad: string | null;
  onChange: (donation: string, code: string, value: string) => void;
}

/** The cell below or above, in the same column: rows are entered one under the other. */
export function moveIn(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key];
  if (by === undefined || event.nativeEvent.isComposing || (event.key !== 'Enter' && event.target instanceof HTMLSelectElement)) return;
  const next = cellBeside(event.target as HTMLElement, by);
  // Behind the last row Enter records, as everywhere.
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function cellBeside(cell: HTMLElement, by: number): HTMLElement | undefined {
  const row = cell.closest('tr');
  const rows = [...(row?.parentElement?.children ?? [])];
  const place = row ? [...row.querySelectorAll('[data-cell]')].indexOf(cell) : -1;
  return rows[rows.indexOf(row as Element) + by]?.querySelectorAll<HTMLElement>('[data-cell]')[place];
}

/** After a scan: the next unit without a code, then whatever is not scanned yet, else what comes after the grid. So no scan falls onto another. */
function goOn(cell: HTMLInputElement | null): void {
  if (!cell) return;
  const grid = cell.closest('table');
  const isOpen = (other: HTMLElement) => other instanceof HTMLInputElement && other.value === '';
  let below = cellBeside(cell, 1);
  while (below && !isOpen(below)) below = cellBeside(below, 1);
  const next = below ?? [...(grid?.querySelectorAll<HTMLInputElement>('[data-scan]') ?? [])].find((other) => other !== cell && isOpen(other));
  if (next) next.focus();
  else focusNext([...(grid?.querySelectorAll<HTMLInputElement>('[data-cell]') ?? [])].at(-1) ?? cell);
}

export function ValueGrid({ units, step, inputs, own, all, marked, bad, onChange }: Props) {
  const t = useTexts('bench');
  return (
    // eslint-disable-next-line -- the keys of the cells bubble to the grid
    <div className={classes.gridFrame} onKeyDown={moveIn} role="presentation">
      <table className={classes.grid} data-testid="run-grid">
        <thead>
          <tr>
            <th>{t('run.unit')}</th>
            {inputs.map((input) => <th key={input.code}>{pick(input)}{input.unit === '' ? null : ` (${input.unit})`}</th>)}
          </tr>
        </thead>
        <tbody>
          {units.map(({ unit }) => (
            <tr key={unit.donation} data-marked={unit.donation === marked}>
              <th scope="row"><Din din={unit.din} check={unit.check_character} /></th>
              {inputs.map((input) => (
                <td key={input.code}>
                  <Cell
                    donation={unit.donation}
                    din={unit.din ?? ''}
                    step={step}
                    input={input}
                    label={`${unit.din ?? ''} ${pick(input)}`}
                    field={cellField(unit.donation, input.code)}
                    testId={`cell-${unit.din ?? unit.donation}-${input.code}`}
                    bad={bad === cellField(unit.donation, input.code)}
                    value={own[unit.donation]?.[input.code] ?? ''}
                    all={all[input.code] ?? ''}
                    onChange={(value) => onChange(unit.donation, input.code, value)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  donation: string;
  /** Its number. */
  din: string;
  step: string;
  input: StepInput;
  label: string;
  field: string;
  testId: string;
  bad: boolean;
  value: string;
  all: string;
  onChange: (value: string) => void;
}

function Cell({ donation, din, step, input, label, field, testId, bad, value, all, onChange }: CellProps) {
  const t = useTexts('bench');
  const common = { 'aria-label': label, 'aria-invalid': bad, 'data-cell': true, 'data-testid': testId, className: classes.cell };
  if (input.kind === 'choice') {
    const forAll = input.choices.find(({ code }) => code === all);
    return (
      <select {...common} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{forAll ? pick(forAll) : t('run.as_all')}</option>
        {input.choices.map((choice) => <option key={choice.code} value={choice.code}>{pick(choice)}</option>)}
      </select>
    );
  }
  if (input.kind === 'scan') return <ScanCell donation={donation} din={din} common={common} value={value} onChange={onChange} />;
  if (input.kind === 'photo' || input.kind === 'file') {
    return <FieldAttachment bare name={field} label={label} required={false} donations={[donation]} step={step} input={input} value={value} onChange={onChange} />;
  }
  if (input.kind === 'time') {
    return (
      <input
        {...common}
        type="datetime-local"
        defaultValue={value === '' ? '' : formatDateTime(Number(value)).replace(' ', 'T')}
        title={all === '' ? undefined : formatDateTime(Number(all))}
        onChange={(event) => {
          const at = parseMoment(event.currentTarget.value);
          onChange(at === null ? '' : String(at));
        }}
      />
    );
  }
  return <input {...common} value={value} placeholder={all} inputMode={input.kind === 'number' ? 'decimal' : undefined} autoComplete="off" spellCheck={false} maxLength={200} onChange={(event) => onChange(event.currentTarget.value)} />;
}

/** A code of one unit: while the cell has the focus a scan goes into it, and the focus to the next unit. */
function ScanCell({ donation, din, common, value, onChange }: Pick<CellProps, 'donation' | 'din' | 'value' | 'onChange'> & { common: object }) {
  const t = useTexts();
  const [focused, setFocused] = useState(false);
  const cell = useRef<HTMLInputElement>(null);
  useScan(async (text) => {
    const scan = await valueScan(text, [donation]);
    // The next scan would fall into this cell all the same: it is said at once.
    if (scan.for === 'other') throw wrongUnit(din, scan.unit.din ?? '');
    if (scan.for === 'screen') return false;
    onChange(text);
    goOn(cell.current);
    return true;
  }, focused);
  return (
    <input
      {...common}
      ref={cell}
      data-scan
      value={value}
      placeholder={t('form.scan_here')}
      autoComplete="off"
      spellCheck={false}
      maxLength={200}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
