/** Correcting what was recorded of the collection: only what was changed is sent, with the reason. */
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, type CollectionView, type CorrectCollection as Request, type DeliveryMode, type InfantSex } from '@/api';
import {
  ActForm, Buttons, FieldDateTime, FieldLongText, FieldNumber, FieldRadio, FieldRow, FormDialog, SubmitButton, useFields, useTexts, useWord,
} from '@/shared';
import { changedCollection, collectionDraft } from './correction';
import classes from './Unit.module.css';

const SEXES: InfantSex[] = ['female', 'male', 'unknown'];
const MODES: DeliveryMode[] = ['vaginal', 'assisted_vaginal', 'caesarean'];

export function CorrectCollection({ donation, collection }: { donation: string; collection: CollectionView }) {
  const t = useTexts('unit');
  return (
    <FormDialog title={t('correct.collection')} testId="unit-correct-collection" variant="default" icon={<IconPencil size={18} />} size="xl">
      {(close) => <Form donation={donation} collection={collection} onDone={close} />}
    </FormDialog>
  );
}

function Form({ donation, collection, onDone }: { donation: string; collection: CollectionView; onDone: () => void }) {
  const t = useTexts('unit');
  const word = useWord();
  const act = useAct('unit.correct_collection');
  const [begin] = useState(() => collectionDraft(collection));
  const { values, bind } = useFields(begin);
  const submit = () => act.mutate({ donation, ...changedCollection(begin, values) } satisfies Request, { onSuccess: onDone });
  return (
    <ActForm act={act} onSubmit={submit}>
      <p className={classes.quiet}>{t('correct.hint')}</p>
      <FieldRow>
        <FieldNumber {...bind('volume_ml')} suffix="mL" autoFocus />
        <FieldNumber {...bind('birth_weight_g')} suffix="g" />
      </FieldRow>
      <FieldRow>
        <FieldNumber {...bind('gestation_weeks')} />
        <FieldNumber {...bind('gestation_days')} />
      </FieldRow>
      <FieldRow>
        <FieldDateTime {...bind('started_ms')} />
        <FieldDateTime {...bind('ended_ms')} />
      </FieldRow>
      <FieldRow>
        <FieldRadio {...bind('infant_sex')} options={SEXES.map((value) => ({ value, label: word('InfantSex', value) }))} />
        <FieldRadio {...bind('delivery_mode')} options={MODES.map((value) => ({ value, label: word('DeliveryMode', value) }))} />
      </FieldRow>
      <FieldLongText {...bind('reason')} description={t('correct.reason_hint')} required maxLength={500} />
      <Buttons><SubmitButton command="unit.correct_collection" act={act}>{t('correct.submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}
