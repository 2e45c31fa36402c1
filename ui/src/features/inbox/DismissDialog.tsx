/** Sets the chosen results aside, with the reason. */
import { IconArchive } from '@tabler/icons-react';
import { useAct } from '@/api';
import { ActForm, Buttons, FieldLongText, FormDialog, SubmitButton, useFields, useTexts } from '@/shared';

interface Props {
  message: string;
  places: number[];
}

export function DismissDialog(props: Props) {
  const t = useTexts('inbox');
  if (props.places.length === 0) return null;
  return (
    <FormDialog title={t('dismiss', { count: props.places.length })} testId="inbox-dismiss" variant="default" icon={<IconArchive size={20} />}>
      {(close) => <DismissForm {...props} onDone={close} />}
    </FormDialog>
  );
}

function DismissForm({ message, places, onDone }: Props & { onDone: () => void }) {
  const t = useTexts('inbox');
  const act = useAct('inbox.dismiss');
  const { values, bind } = useFields({ reason: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ message, places, reason: values.reason }, { onSuccess: onDone })}>
      <p>{t('dismiss_text')}</p>
      <FieldLongText {...bind('reason')} required autoFocus maxLength={500} />
      <Buttons><SubmitButton command="inbox.dismiss" act={act}>{t('dismiss_submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}
