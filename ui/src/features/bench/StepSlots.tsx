/** The slots of a step in hand. What was scanned when it was begun stands in them and is not scanned again. */
import { pick, ScanSlot, useTexts } from '@/shared';
import type { StepView } from '@/api';
import { fixedScans, scanField } from './step';
import classes from './bench.module.css';

interface Props {
  step: StepView;
  /** As read, by the code of the scan. */
  scans: Record<string, string>;
  onChange: (scans: Record<string, string>) => void;
}

const bare = (code: string | undefined) => code?.replace(/^&[a-z]/, '') ?? null;

export function StepSlots({ step, scans, onChange }: Props) {
  const t = useTexts('bench');
  if (step.scans.length === 0) return null;
  const fixed = fixedScans(step);
  const firstEmpty = step.scans.find(({ code }) => (fixed[code] ?? scans[code]) === undefined)?.code;
  return (
    <div className={classes.slots}>
      {step.scans.map(({ code, kind, ...words }) => (
        <ScanSlot
          key={code}
          name={code}
          field={scanField(code)}
          title={fixed[code] === undefined ? pick(words) : `${pick(words)} · ${t('step.fixed')}`}
          hint={t(`step.${kind}_hint`)}
          value={fixed[code] ?? bare(scans[code])}
          active={code === firstEmpty}
          {...(fixed[code] === undefined ? { onClear: () => onChange(Object.fromEntries(Object.entries(scans).filter(([other]) => other !== code))) } : {})}
        />
      ))}
    </div>
  );
}
