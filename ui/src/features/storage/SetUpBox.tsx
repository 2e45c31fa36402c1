/** A box for samples is set up: its code, where it stands, how many cells it has. */
import { IconPlus } from '@tabler/icons-react';
import { useAct, type PartBoxes } from '@/api';
import { ActForm, Buttons, FieldRadio, FieldRow, FieldScan, FieldText, FormDialog, pick, SubmitButton, useFields, useTexts } from '@/shared';

export function SetUpBox({ view }: { view: PartBoxes }) {
  const t = useTexts('storage');
  return (
    <FormDialog title={t('sample.set_up')} testId="box-set-up" variant="default" icon={<IconPlus size={20} />}>
      {(close) => <Form view={view} onDone={close} />}
    </FormDialog>
  );
}

function Form({ view: { boxes, devices, kinds }, onDone }: { view: PartBoxes; onDone: () => void }) {
  const t = useTexts('storage');
  const act = useAct('part.box_set_up');
  const { values, set, bind } = useFields({ box_code: '', device: devices.length === 1 ? (devices[0]?.code ?? '') : '', rack: '', kind: (kinds[0]?.code ?? null) as string | null, reason: '' });
  const again = boxes.some(({ box_code: code, kind }) => code === values.box_code.trim() && kind !== null);
  const usual = kinds[0];
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ ...values, kind: values.kind ?? '' }, { onSuccess: onDone })}>
      <p>{t('sample.set_up_hint', { usual: usual ? pick(usual) : '' })}</p>
      <FieldScan {...bind('box_code')} onChange={(text) => set('box_code', text.replace(/^&b/, ''))} required autoFocus />
      <FieldRow>
        <FieldScan {...bind('device')} description={devices.map(({ code }) => code).join('、')} required />
        <FieldText {...bind('rack')} maxLength={40} />
      </FieldRow>
      <FieldRadio {...bind('kind')} label={t('sample.size')} options={kinds.map((kind) => ({ value: kind.code, label: pick(kind) }))} required />
      {again ? <FieldText {...bind('reason')} description={t('sample.reason_hint')} required maxLength={200} /> : null}
      <Buttons><SubmitButton command="part.box_set_up" act={act}>{t('sample.set_up_submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}
