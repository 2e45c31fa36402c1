/** Returns a version in review to who drew it, with a reason, having seen what it changes. */
import { Button, Modal } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, type ProcedureView } from '@/api';
import { ActForm, Buttons, FieldLongText, pick, SubmitButton, useFields, useTexts } from '@/shared';
import { ProcedureChanges } from './ProcedureChanges';
import { procedureId } from './procedure';
import classes from './Procedures.module.css';

export function ReturnProcedure({ procedure }: { procedure: ProcedureView }) {
  const t = useTexts('admin');
  // What changes while the dialog is open is not what was read.
  const [shown, setShown] = useState<ProcedureView | null>(null);
  return (
    <>
      <Button variant="default" leftSection={<IconArrowBackUp size={20} />} onClick={() => setShown(procedure)} aria-haspopup="dialog" data-testid={`procedure-return-${procedureId(procedure)}`}>{t('procedures.return')}</Button>
      <Modal opened={shown !== null} onClose={() => setShown(null)} title={t('procedures.return_title')} size="lg">
        {shown ? <Body procedure={shown} onClose={() => setShown(null)} /> : null}
      </Modal>
    </>
  );
}

function Body({ procedure, onClose }: { procedure: ProcedureView; onClose: () => void }) {
  const t = useTexts('admin');
  const act = useAct('procedure.return');
  const { values, bind } = useFields({ reason: '' });
  const { code, version, digest } = procedure;
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ code, version, digest, reason: values.reason }, { onSuccess: onClose })}>
      <div><strong>{pick(procedure)}</strong> <code>{code} · {version}</code></div>
      <ProcedureChanges procedure={procedure} />
      <p className={classes.text}>{t('procedures.return_text')}</p>
      <FieldLongText {...bind('reason')} required autoFocus maxLength={500} />
      <Buttons>
        <Button variant="default" onClick={onClose} data-testid="return-cancel">{t('drafts.stay')}</Button>
        <SubmitButton command="procedure.return" act={act} disabled={values.reason.trim() === ''}>{t('procedures.return_submit')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}
