/** Takes back the beginning of a step that goes on, where it was wrong. */
import { IconArrowBackUp } from '@tabler/icons-react';
import type { ActName } from '@/api';
import { ActForm, Buttons, FieldLongText, FormDialog, SubmitButton, useKept, useTexts, type ActState } from '@/shared';

interface Props {
  act: ActState;
  command: ActName;
  /** Of the form that it belongs to. */
  place: readonly string[];
  /** `recorded` is told once it is. */
  onVoid: (reason: string, recorded: () => void) => void;
}

export function VoidStart(props: Props) {
  const t = useTexts('bench');
  return (
    <FormDialog title={t('timer.void')} testId="bench-void-start" variant="light" icon={<IconArrowBackUp size={20} />}>
      {() => <Form {...props} />}
    </FormDialog>
  );
}

function Form({ act, command, place, onVoid }: Props) {
  const t = useTexts('bench');
  const { value: reason, set: setReason, forget } = useKept([...place, 'void'], '');
  return (
    <ActForm act={act} onSubmit={() => onVoid(reason, forget)}>
      <p>{t('timer.void_hint')}</p>
      <FieldLongText name="reason" value={reason} onChange={setReason} required maxLength={500} autoFocus />
      <Buttons><SubmitButton command={command} act={act}>{t('timer.void_submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}
