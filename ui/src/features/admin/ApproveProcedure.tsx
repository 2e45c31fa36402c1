/** Approves a procedure: signs its version and content exactly as shown. */
import { Button } from '@mantine/core';
import { IconSignature } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, type ProcedureView } from '@/api';
import { FieldDateTime, pick, SignatureDialog, useSession, useTexts, useWord } from '@/shared';
import { ProcedureChanges } from './ProcedureChanges';
import { procedureId } from './procedure';

export function ApproveProcedure({ procedure }: { procedure: ProcedureView }) {
  const t = useTexts('admin');
  const word = useWord();
  const { operator } = useSession();
  const act = useAct('procedure.approve');
  // What changes while the dialog is open is not what was read.
  const [shown, setShown] = useState<ProcedureView | null>(null);
  const [effective, setEffective] = useState<number | null>(null);
  const { kind, code, version, digest } = shown ?? procedure;
  const close = () => setShown(null);
  const open = () => {
    act.reset();
    setEffective(null);
    setShown(procedure);
  };
  return (
    <>
      <Button leftSection={<IconSignature size={20} />} onClick={open} aria-haspopup="dialog" data-testid={`procedure-approve-${procedureId(procedure)}`}>{t('procedures.approve')}</Button>
      <SignatureDialog
        opened={shown !== null}
        onClose={close}
        meaning="approval"
        signer={operator.name}
        digest={digest}
        act={act}
        onSign={(credential) =>
          act.mutate({ kind, code, version, digest, effective_ms: effective, ...credential }, { onSuccess: close })}
        what={
          <>
            {word('ProcedureKind', kind)} · <strong>{pick(shown ?? procedure)}</strong>
            <div>{t('procedures.version')}: <code>{code} · {version}</code></div>
            {shown ? <ProcedureChanges procedure={shown} /> : null}
          </>
        }
      >
        <FieldDateTime
          name="effective_ms"
          label={t('procedures.effective')}
          description={t('procedures.effective_hint')}
          value={effective}
          onChange={setEffective}
          autoFocus
        />
      </SignatureDialog>
    </>
  );
}
