/** After printing: one scan of the new label, compared with what was to be printed. */
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { call, useAct, type LabelTemplate, type ScanKind, type UnitView } from '@/api';
import { ActForm, FieldRadio, givenSecond, NO_SECOND, readScanOf, ScanSlot, SecondPerson, Tone, UNIT_LABELS, useScan, useSession, useTexts, useWord, wrongKind, wrongUnit } from '@/shared';
import classes from './Printing.module.css';

/** What a label reads as: a cryo bag's carries the number of the collection bag. */
const KINDS: Record<LabelTemplate, ScanKind> = {
  bag: 'bag', cryo_bag: 'bag', cryo_bag_small: 'bag', cryo_bag_two: 'bag', compartment: 'bag', quadrants: 'bag',
  form: 'form', tube: 'tube', maternal_tube: 'maternal_tube', segment: 'segment', vial: 'vial', canister: 'canister',
  position: 'position', shipping_box: 'box', equipment: 'equipment', badge: 'badge',
};

export function VerifyLabel({ view }: { view: UnitView }) {
  const t = useTexts('printing');
  const word = useWord();
  const act = useAct('label.verify');
  const { state } = useSession();
  const [second, setSecond] = useState(NO_SECOND);
  const counts = view.labels.filter((count) => count.printed > 0);
  const printed = counts.map((count) => count.template);
  const [template, setTemplate] = useState<LabelTemplate | null>(printed[0] ?? null);
  const { donation, din } = view.row;
  const forTwo = counts.some((count) => count.template === template && count.needs_second);
  const putSecond = (part: Partial<typeof second>) => setSecond((before) => ({ ...before, ...part }));
  useScan(async (text) => {
    if (!template) return false;
    // Half a scan, or no code of a label at all, is refused with its words and the sound of every refusal.
    const meaning = await readScanOf(text, UNIT_LABELS, { also: forTwo ? ['badge'] : [] });
    if (forTwo && meaning.kind === 'badge') {
      putSecond({ second_login: (await call('session.read_badge', { text })).login });
      return true;
    }
    const verdict = await act.mutateAsync({ donation, template, text, ...(forTwo ? givenSecond(second) : givenSecond(NO_SECOND)) });
    setSecond(NO_SECOND);
    if (verdict.good) return true;
    if (verdict.din !== din) throw wrongUnit(din ?? '', verdict.din ?? '');
    if (verdict.other) throw { code: 'label.other_code', params: { found: verdict.other }, field: null, severity: 'refusal' };
    throw wrongKind({ wanted: [KINDS[template]], got: verdict.kind });
  });
  if (!template) return <p className={classes.hint}>{t('verify.none')}</p>;
  return (
    <div className={classes.verify}>
      <FieldRadio
        name="template"
        label={t('verify.which')}
        value={template}
        onChange={(next) => {
          act.reset();
          setTemplate(next);
        }}
        options={printed.map((value) => ({ value, label: word('LabelTemplate', value) }))}
      />
      {forTwo ? <ActForm act={act} onSubmit={() => undefined}><SecondPerson value={second} put={putSecond} /></ActForm> : null}
      <ScanSlot name="verify" field="text" title={t('verify.scan')} hint={state.scanner.pairs ? `${t('verify.hint')} ${t('verify.pair_hint')}` : t('verify.hint')} value={null} active />
      {act.data ? (
        <div role="status" data-testid="label-verdict" data-good={act.data.good}>
          {act.data.good ? (
            <Tone tone="green" icon={IconCircleCheck} solid>{t('verify.good')}</Tone>
          ) : (
            <Tone tone="red" icon={IconAlertTriangle} solid>
              {act.data.other
                ? t('verify.other', { kind: word('ScanKind', act.data.other) })
                : t('verify.bad', { kind: word('ScanKind', act.data.kind), found: act.data.din ?? '—', expected: din ?? '' })}
            </Tone>
          )}
        </div>
      ) : null}
    </div>
  );
}
