/** The collection itself. A scan goes where it belongs: the kit's number, or the lot of the bag. */
import { useRef, useState } from 'react';
import { call, useAct, useCommandQuery, type DeliveryMode, type DinSource, type InfantSex, type Problem, type ScanKind } from '@/api';
import {
  ActForm, Buttons, Din, FieldDateTime, FieldNumber, FieldRadio, FieldRow, FieldText, focusFirstEmpty, ProblemAlert, readScanOf, ScanSlot,
  SubmitButton, useFields, useScan, useTexts, useWord,
} from '@/shared';
import { emptyCollection, missingChoice, slotOf, toRequest } from './collectionForm';
import classes from './collection.module.css';

const SOURCES: DinSource[] = ['kit', 'block'];
const SEXES: InfantSex[] = ['female', 'male', 'unknown'];
/** Any label of a kit gives its number. */
const ALSO: ScanKind[] = ['tube', 'maternal_tube', 'form', 'donation'];
const MODES: DeliveryMode[] = ['vaginal', 'assisted_vaginal', 'caesarean'];

export function CollectionForm({ donation }: { donation: string }) {
  const t = useTexts('collection');
  const word = useWord();
  const act = useAct('donation.register_collection');
  const root = useRef<HTMLDivElement>(null);
  const [initial] = useState(() => emptyCollection(Date.now()));
  const form = useFields(initial);
  const { values, bind, set } = form;
  const [kitDin, setKitDin] = useState('');
  const [unchosen, setUnchosen] = useState<Problem | null>(null);

  useScan(async (text) => {
    const meaning = await readScanOf(text, ['bag', 'lot'], { also: ALSO });
    if (slotOf(meaning.kind) === 'bag_lot') {
      // A bag that may not be used is refused at once, and never fills the field.
      const { code } = await call('donation.check_bag_lot', { bag_lot: text, started_ms: values.started_ms });
      set('bag_lot', code);
    } else {
      set('din_source', 'kit');
      set('din_scan', text);
      setKitDin(meaning.value);
    }
    setTimeout(() => focusFirstEmpty(root.current));
    return true;
  });

  const submit = () => {
    const missing = missingChoice(values);
    setUnchosen(missing ? { code: 'value.empty', params: { field: missing }, field: missing, severity: 'refusal' } : null);
    const request = toRequest(donation, values);
    if (request) act.mutate(request);
  };
  const choices = <V extends string>(vocabulary: 'DinSource' | 'InfantSex' | 'DeliveryMode', all: V[]) =>
    all.map((value) => ({ value, label: word(vocabulary, value) }));

  return (
    <div ref={root}>
      <ActForm act={unchosen ? { isPending: act.isPending, error: unchosen } : act} onSubmit={submit}>
        <FieldRadio {...bind('din_source')} required options={choices('DinSource', SOURCES)} />
        {values.din_source === 'block' ? <NextNumber /> : (
          <ScanSlot
            name="din"
            field="din_scan"
            title={t(values.din_scan === '' ? 'collect.scan_kit' : 'list.number')}
            hint={t('collect.scan_kit_hint')}
            value={values.din_scan === '' ? null : <Din din={kitDin} large />}
            active={values.din_scan === ''}
            autoFocus
            onClear={() => set('din_scan', '')}
          />
        )}
        <FieldRow>
          <FieldRadio {...bind('infant_sex')} required options={choices('InfantSex', SEXES)} />
          <FieldRadio {...bind('delivery_mode')} required options={choices('DeliveryMode', MODES)} />
        </FieldRow>
        <FieldRow>
          <FieldNumber {...bind('birth_weight_g')} label={t('collect.birth_weight')} suffix="g" required />
          <FieldNumber {...bind('gestation_weeks')} suffix={t('collect.weeks')} required />
          <FieldNumber {...bind('gestation_days')} suffix={t('collect.days')} required />
        </FieldRow>
        <FieldRow>
          <FieldDateTime {...bind('started_ms')} description={t('collect.times_hint')} required />
          <FieldDateTime {...bind('ended_ms')} description={t('collect.ended_hint')} required />
        </FieldRow>
        <FieldRow>
          <FieldNumber {...bind('volume_ml')} label={t('collect.volume')} description={t('collect.volume_hint')} suffix="mL" disabled={values.gross_weight_g !== ''} />
          <FieldNumber {...bind('gross_weight_g')} label={t('collect.weight')} description={t('collect.weight_hint')} suffix="g" disabled={values.volume_ml !== ''} />
          <FieldText {...bind('bag_lot')} description={t('collect.lot_hint')} required mono maxLength={40} />
        </FieldRow>
        <Buttons><SubmitButton command="donation.register_collection" act={act}>{t('collect.submit')}</SubmitButton></Buttons>
      </ActForm>
    </div>
  );
}

/** The next number of the station's block, as it will be given on saving. */
function NextNumber() {
  const t = useTexts('collection');
  const next = useCommandQuery('donation.next_din', {});
  if (next.error) return <ProblemAlert problem={next.error} />;
  const din = next.data?.din ?? null;
  return (
    <div className={classes.block} data-testid="next-din">
      {din ? <Din din={din} check={next.data?.check_character} large /> : <strong>{next.data ? t('collect.block_empty') : '…'}</strong>}
      <span className={classes.muted}>{din ? t('collect.block_left', { count: next.data?.remaining ?? 0 }) : t('collect.block_ask')}</span>
    </div>
  );
}
