/** Bag, form and tube side by side: each is scanned and must carry the number on record. */
import { useEffect, useRef, useState } from 'react';
import { useAct } from '@/api';
import { ActForm, Buttons, Din, readScanOf, ScanSlot, SubmitButton, useScan, useTexts, useWord } from '@/shared';
import { addLabel, LABELS, nextWanted, toScans, TUBES, WANTED, type ScannedLabel } from './crossCheck';
import classes from './collection.module.css';

export function CrossCheck({ donation, din, check, focus }: { donation: string; din: string; check: string; focus: boolean }) {
  const t = useTexts('collection');
  const word = useWord();
  const act = useAct('donation.cross_check');
  const root = useRef<HTMLDivElement>(null);
  const [labels, setLabels] = useState<ScannedLabel[]>([]);
  const latest = useRef(labels);
  const change = (next: ScannedLabel[]) => {
    latest.current = next;
    setLabels(next);
  };
  const wanted = nextWanted(labels);
  const maternal = labels.find((label) => label.kind === 'maternal_tube');

  useScan(async (text) => {
    const seen = latest.current.map((label) => label.text);
    const meaning = await readScanOf(text, LABELS, { unit: din, seen, repeating: TUBES });
    act.reset();
    change(addLabel(latest.current, text, meaning));
    return true;
  });
  useEffect(() => {
    if (labels.length > 0) root.current?.querySelector<HTMLElement>(wanted ? '[data-active="true"] input' : 'button[type=submit]')?.focus();
  }, [labels, wanted]);

  const shown = (label: ScannedLabel) => (
    <span><Din din={label.din} check={check} />{label.times > 1 ? ` × ${label.times}` : ''}</span>
  );
  const remove = (kind: string) => () => change(labels.filter((label) => label.kind !== kind));
  return (
    <div ref={root}>
      <ActForm act={act} onSubmit={() => act.mutate({ donation, scans: toScans(labels) })}>
        <div className={classes.slots}>
          {WANTED.map((role) => {
            const label = labels.find(({ kind }) => kind === role);
            return (
              <ScanSlot
                key={role}
                name={role}
                field={`scans-${role}`}
                title={word('ScanKind', role)}
                hint={t(`cross.${role}_hint`)}
                value={label ? shown(label) : null}
                active={wanted === role}
                autoFocus={focus && role === 'bag'}
                onClear={remove(role)}
              />
            );
          })}
          {maternal ? (
            <ScanSlot name="maternal_tube" field="scans-maternal_tube" title={word('ScanKind', 'maternal_tube')} value={shown(maternal)} onClear={remove('maternal_tube')} />
          ) : null}
        </div>
        <Buttons>
          <SubmitButton command="donation.cross_check" act={act} disabled={wanted !== null}>{t('cross.submit')}</SubmitButton>
        </Buttons>
      </ActForm>
    </div>
  );
}
