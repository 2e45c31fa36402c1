/** Takes back the beginning of a step that goes on, where it was wrong. */
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { ActName } from '@/api';
import { ActForm, Buttons, FieldLongText, FormDialog, SubmitButton, useTexts, type ActState } from '@/shared';

interface Props {
  act: ActState;
  command: ActName;
  onVoid: (reason: string) => void;
}

export function VoidStart({ act, command, onVoid }: Props) {
  const t = useTexts('bench');
  return (
    <FormDialog title={t('timer.void')} testId="bench-void-start" variant="light" icon={<IconArrowBackUp size={20} />}>
      {() => <Form act={act} command={command} onVoid={onVoid} />}
    </FormDialog>
  );
}

function Form({ act, command, onVoid }: Props) {
  const t = useTexts('bench');
  const [reason, setReason] = useState('');
  return (
    <ActForm act={act} onSubmit={() => onVoid(reason)}>
      <p>{t('timer.void_hint')}</p>
      <FieldLongText name="reason" value={reason} onChange={setReason} required maxLength={500} autoFocus />
      <Buttons><SubmitButton command={command} act={act}>{t('timer.void_submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}
