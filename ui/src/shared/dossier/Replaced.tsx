/** Values that were corrected: the old one struck through, who changed it, when and why. */
import type { ClockDoubtView, CorrectionView } from '@/api/gen/commands';
import { IconClockExclamation } from '@tabler/icons-react';
import { TimeText } from '../display/TimeText';
import { Tone } from '../display/Tone';
import { pick, useTexts } from '../i18n';
import classes from './RecordTable.module.css';

/** The old values, newest correction first; with `named` each says what it belongs to. */
export function Replaced({ corrections, named }: { corrections: readonly CorrectionView[]; named?: boolean }) {
  return (
    <>
      {corrections.toReversed().map((one) => (
        <span key={`${one.at_ms} ${one.field}`} className={classes.struck} data-testid="corrected" data-field={one.field}>
          {named ? <>{pick(one.label)} </> : null}<s>{pick(one.old)}</s> {one.by} <TimeText ms={one.at_ms} /> · {one.reason}
        </span>
      ))}
    </>
  );
}

/** Old and new side by side, as an act of correction shows them. */
export function Changes({ changes }: { changes: readonly CorrectionView[] }) {
  return (
    <>
      {changes.map((one) => (
        <span key={one.field} className={classes.change} data-testid="change" data-field={one.field}>
          <span className={classes.quiet}>{pick(one.label)}</span> <s>{pick(one.old)}</s> → <strong>{pick(one.new)}</strong>
        </span>
      ))}
    </>
  );
}

/** What speaks against the clock of an entry; nothing where nothing does. */
export function ClockDoubts({ doubts }: { doubts: readonly ClockDoubtView[] }) {
  const t = useTexts('dossier');
  return (
    <>
      {doubts.map(({ kind, by_ms }) => (
        <span key={kind} title={t(`clock.${kind}_hint`)} data-testid="clock-doubt" data-kind={kind}>
          <Tone tone="orange" icon={IconClockExclamation}>{t(`clock.${kind}`, { by: duration(by_ms, t) })}</Tone>
        </span>
      ))}
    </>
  );
}

/** A span in the largest unit that says something, without its sign. */
export function duration(ms: number, t: (key: string, params?: Record<string, unknown>) => string): string {
  const seconds = Math.abs(ms) / 1000;
  if (seconds < 120) return t('clock.seconds', { count: Math.round(seconds) });
  if (seconds < 7200) return t('clock.minutes', { count: Math.round(seconds / 60) });
  if (seconds < 172_800) return t('clock.hours', { count: Math.round(seconds / 3600) });
  return t('clock.days', { count: Math.round(seconds / 86_400) });
}
