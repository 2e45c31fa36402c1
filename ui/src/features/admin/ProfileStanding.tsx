/** Says that a norm profile decides on releases from now on, or judges no more: with a reason, signed. */
import { Button } from '@mantine/core';
import { IconGavel, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, type ProcedureView, type ProfileStanding as Standing } from '@/api';
import { FieldLongText, pick, SignatureDialog, useFields, useSession, useTexts, useWord } from '@/shared';
import { procedureId } from './procedure';

export function ProfileStanding({ procedure }: { procedure: ProcedureView }) {
  const t = useTexts('admin');
  // What changes while the dialog is open is not what was read.
  const [shown, setShown] = useState<{ procedure: ProcedureView; standing: Standing } | null>(null);
  const id = procedureId(procedure);
  return (
    <>
      {procedure.can_decide ? (
        <Button variant="default" leftSection={<IconGavel size={20} />} onClick={() => setShown({ procedure, standing: 'decides' })} aria-haspopup="dialog" data-testid={`standing-decides-${id}`}>
          {t('standing.decide')}
        </Button>
      ) : null}
      {procedure.can_end ? (
        <Button variant="default" leftSection={<IconPlayerStop size={20} />} onClick={() => setShown({ procedure, standing: 'ended' })} aria-haspopup="dialog" data-testid={`standing-ended-${id}`}>
          {t('standing.end')}
        </Button>
      ) : null}
      {shown ? <StandingDialog {...shown} onClose={() => setShown(null)} /> : null}
    </>
  );
}

function StandingDialog({ procedure, standing, onClose }: { procedure: ProcedureView; standing: Standing; onClose: () => void }) {
  const t = useTexts('admin');
  const word = useWord();
  const { operator } = useSession();
  const act = useAct('profile.settle');
  const { values, bind } = useFields({ reason: '' });
  const { code, version, digest } = procedure;
  return (
    <SignatureDialog
      opened
      onClose={onClose}
      meaning="profile_standing"
      signer={operator.name}
      digest={digest}
      act={act}
      ready={values.reason.trim() !== ''}
      onSign={(credential) => act.mutate({ code, digest, standing, reason: values.reason, ...credential }, { onSuccess: onClose })}
      what={
        <>
          <strong>{word('ProfileStanding', standing)}</strong> · {pick(procedure)} · <code>{code} · {version}</code>
          <div>{t(standing === 'decides' ? 'standing.decide_hint' : 'standing.end_hint')}</div>
        </>
      }
    >
      <FieldLongText {...bind('reason')} label={t('standing.why')} required maxLength={500} />
    </SignatureDialog>
  );
}
