/** What changes a part for good: a correction, a count by signature, its end before two people. */
import { useState } from 'react';
import { useAct, type Disposal, type PartVolume, type VolumeUnit } from '@/api';
import { ActForm, SubmitButton } from '../form/ActForm';
import { FieldRadio, FieldSelect } from '../form/choices';
import { Buttons, FieldRow } from '../form/layout';
import { SignatureDialog, type Credential } from '../form/SignatureDialog';
import { FieldNumber, FieldPassword, FieldText } from '../form/texts';
import { useFields } from '../form/useFields';
import { useTexts, useWord } from '../i18n';
import { useSession } from '../session/context';
import { UNITS, type FormProps } from './forms';
import { two } from './words';

const DISPOSALS: Disposal[] = ['medical_waste', 'research', 'validation'];

export function CorrectForm({ view, part, onDone }: FormProps) {
  const t = useTexts('samples');
  const word = useWord();
  const act = useAct('part.correct');
  const label = (what: PartVolume, volume: string | null, reason: string) => [word('PartVolume', what), `${volume} ${word('VolumeUnit', part.unit)}`, reason].filter(Boolean).join(' · ');
  const entries = part.events.flatMap(({ entry, kind, volume, reason }) => {
    if (entry === null) return [];
    const what: PartVolume = kind === 'part.used' ? 'used' : 'held';
    return [{ value: `${what} ${entry}`, label: label(what, volume, reason) }];
  });
  // An aliquot holds what was taken for it: the two are one volume.
  if (!part.aliquot) entries.push({ value: `taken ${part.part}`, label: label('taken', part.taken, '') });
  const { values, bind } = useFields({ part: (entries[0]?.value ?? null) as string | null, volume: '', unit: part.unit as VolumeUnit | null, reason: '' });
  const [what, entry] = (values.part ?? ' ').split(' ') as [PartVolume, string];
  const submit = () => act.mutate({ donation: view.donation, ...values, part: entry, what, unit: values.unit ?? part.unit }, { onSuccess: onDone });
  return (
    <ActForm act={act} onSubmit={submit}>
      <p>{t('hint.correct')}</p>
      <FieldSelect {...bind('part')} label={t('correct.what')} options={entries} required />
      <FieldRow>
        <FieldNumber {...bind('volume')} required autoFocus />
        <FieldRadio {...bind('unit')} options={UNITS.map((value) => ({ value, label: word('VolumeUnit', value) }))} />
      </FieldRow>
      <FieldText {...bind('reason')} required maxLength={200} />
      <Buttons><SubmitButton command="part.correct" act={act}>{t('deed.correct')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function CountForm({ view, part, onDone }: FormProps) {
  const t = useTexts('samples');
  const word = useWord();
  const { operator } = useSession();
  const act = useAct('part.count');
  /** The digest of the part as it was when the dialog was opened; what arrives later is not what was read. */
  const [signing, setSigning] = useState<string | null>(null);
  const { values, bind } = useFields({ volume: '', unit: part.unit as VolumeUnit | null, reason: '' });
  const sign = (credential: Credential) =>
    act.mutate({ donation: view.donation, part: part.part, ...values, unit: values.unit ?? part.unit, digest: signing ?? '', ...credential }, { onSuccess: () => { setSigning(null); onDone(); } });
  return (
    <>
      <ActForm act={signing === null ? act : { isPending: false, error: null }} onSubmit={() => { act.reset(); setSigning(part.digest); }}>
        <p>{t('hint.count')}</p>
        <FieldRow>
          <FieldNumber {...bind('volume')} required autoFocus />
          <FieldRadio {...bind('unit')} options={UNITS.map((value) => ({ value, label: word('VolumeUnit', value) }))} />
        </FieldRow>
        <FieldText {...bind('reason')} required maxLength={200} />
        <Buttons><SubmitButton command="part.count" act={act} disabled={values.volume.trim() === '' || values.reason.trim() === ''}>{t('count.sign')}</SubmitButton></Buttons>
      </ActForm>
      <SignatureDialog
        opened={signing !== null}
        onClose={() => setSigning(null)}
        meaning="part_count"
        signer={operator.name}
        digest={signing ?? ''}
        act={act}
        onSign={sign}
        what={<strong>{view.din}-{two(part.number)} {word('PartKind', part.kind)}: {values.volume} {word('VolumeUnit', values.unit ?? part.unit)}</strong>}
      />
    </>
  );
}

export function DiscardForm({ view, part, onDone }: FormProps) {
  const t = useTexts('samples');
  const word = useWord();
  const act = useAct('part.discard');
  const { values, bind } = useFields({ disposal: 'medical_waste' as Disposal | null, reason: '', second_login: '', second_password: '' });
  const submit = () => act.mutate({ donation: view.donation, part: part.part, ...values, disposal: values.disposal ?? 'medical_waste' }, { onSuccess: onDone });
  return (
    <ActForm act={act} onSubmit={submit}>
      <p>{t('hint.discard')}</p>
      <FieldRadio {...bind('disposal')} options={DISPOSALS.map((value) => ({ value, label: word('Disposal', value) }))} required />
      <FieldText {...bind('reason')} required autoFocus maxLength={200} />
      <FieldRow>
        <FieldText {...bind('second_login')} required mono maxLength={40} />
        <FieldPassword {...bind('second_password')} required />
      </FieldRow>
      <Buttons><SubmitButton command="part.discard" act={act} color="red.9">{t('deed.discard')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function VoidForm({ view, part, onDone }: FormProps) {
  const t = useTexts('samples');
  const act = useAct('part.void');
  const { values, bind } = useFields({ reason: '', second_login: '', second_password: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ donation: view.donation, part: part.part, ...values }, { onSuccess: onDone })}>
      <p>{t('hint.void')}</p>
      <FieldText {...bind('reason')} required autoFocus maxLength={200} />
      <FieldRow>
        <FieldText {...bind('second_login')} required mono maxLength={40} />
        <FieldPassword {...bind('second_password')} required />
      </FieldRow>
      <Buttons><SubmitButton command="part.void" act={act} color="red.9">{t('deed.void')}</SubmitButton></Buttons>
    </ActForm>
  );
}
