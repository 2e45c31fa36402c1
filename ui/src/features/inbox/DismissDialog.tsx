/** Sets the chosen results aside, with the reason. */
import { IconArchive } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '@/api';
import { ActForm, Buttons, FieldLongText, FormDialog, givenSecond, NO_SECOND, SecondPerson, SubmitButton, useFields, useTexts } from '@/shared';

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
  const [second, setSecond] = useState(NO_SECOND);
  const [wanted, setWanted] = useState(false);
  const submit = () => act.mutate({ message, places, reason: values.reason, ...givenSecond(second) }, {
    onError: ({ code }) => setWanted((before) => before || code === 'inbox.second_missing'),
    onSuccess: onDone,
  });
  return (
    <ActForm act={act} onSubmit={submit}>
      <p>{t('dismiss_text')}</p>
      <FieldLongText {...bind('reason')} required autoFocus maxLength={500} />
      {wanted ? <SecondPerson value={second} put={(part) => setSecond((before) => ({ ...before, ...part }))} /> : null}
      <Buttons><SubmitButton command="inbox.dismiss" act={act}>{t('dismiss_submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}
