/** Taking of a part, its place, and what wants nothing but a reason. */
import { useAct, type PartsView, type PartUse, type PartView, type VolumeUnit } from '@/api';
import { ActForm, SubmitButton } from '../form/ActForm';
import { FieldRadio } from '../form/choices';
import { FieldScan } from '../form/FieldScan';
import { Buttons, FieldRow } from '../form/layout';
import { FieldNumber, FieldText } from '../form/texts';
import { useFields } from '../form/useFields';
import { useTexts, useWord } from '../i18n';
import { EMPTY_PLACE, PlaceFields } from './PlaceFields';

export interface FormProps {
  view: PartsView;
  part: PartView;
  onDone: () => void;
}

const USES: PartUse[] = ['test', 'lost'];
export const UNITS: VolumeUnit[] = ['ml', 'ul'];

export function UseForm({ view, part, onDone }: FormProps) {
  const t = useTexts('samples');
  const word = useWord();
  const act = useAct('part.use');
  const { values, bind } = useFields({ volume: '', unit: part.unit as VolumeUnit | null, part_use: 'test' as PartUse | null, reason: '' });
  const submit = () => act.mutate({ donation: view.donation, part: part.part, ...values, unit: values.unit ?? part.unit, part_use: values.part_use ?? 'test' }, { onSuccess: onDone });
  return (
    <ActForm act={act} onSubmit={submit}>
      <FieldRow>
        <FieldNumber {...bind('volume')} required autoFocus />
        <FieldRadio {...bind('unit')} options={UNITS.map((value) => ({ value, label: word('VolumeUnit', value) }))} />
        <FieldRadio {...bind('part_use')} options={USES.map((value) => ({ value, label: word('PartUse', value) }))} />
      </FieldRow>
      <FieldText {...bind('reason')} label={t('use.reason')} required maxLength={200} />
      <Buttons><SubmitButton command="part.use" act={act}>{t('deed.use')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function PlaceForm({ view, part, onDone }: FormProps) {
  const t = useTexts('samples');
  const act = useAct('part.place');
  const here = part.place;
  const { values, set, bind } = useFields({
    label: '', reason: '', ...EMPTY_PLACE, device: here?.device ?? '', rack: here?.rack ?? '', box_code: here?.box_code ?? '', cell: here?.cell ?? '',
  });
  const submit = () => {
    const { label, reason, ...place } = values;
    act.mutate({ donation: view.donation, part: part.part, label, reason, place }, { onSuccess: onDone });
  };
  return (
    <ActForm act={act} onSubmit={submit}>
      <FieldScan {...bind('label')} description={t('label_hint')} autoFocus />
      <PlaceFields devices={view.devices} bind={bind} set={set} hint={t('box_hint')} />
      {here === null ? null : <FieldText {...bind('reason')} required maxLength={200} />}
      <Buttons><SubmitButton command="part.place" act={act}>{t('deed.place')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function ChangeForm({ view, part, deed, onDone }: FormProps & { deed: 'take_out' | 'separate' | 'renumber' }) {
  const t = useTexts('samples');
  const acts = { take_out: useAct('part.take_out'), separate: useAct('part.separate'), renumber: useAct('part.renumber') };
  const act = acts[deed];
  const { values, bind } = useFields({ reason: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ donation: view.donation, part: part.part, ...values }, { onSuccess: onDone })}>
      <p>{t(`hint.${deed}`)}</p>
      <FieldText {...bind('reason')} required autoFocus maxLength={200} />
      <Buttons><SubmitButton command={`part.${deed}`} act={act}>{t(`deed.${deed}`)}</SubmitButton></Buttons>
    </ActForm>
  );
}
