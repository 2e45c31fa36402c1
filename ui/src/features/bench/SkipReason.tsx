/** Why a step is left out: with a signature where the procedure wants one, else the reason alone. */
import { Button, Modal } from '@mantine/core';
import type { ActName, Departing } from '@/api';
import { ActForm, Buttons, FieldLongText, ScanBlock, SignatureDialog, SubmitButton, useSession, useTexts, type ActState, type Kept } from '@/shared';

export interface SkipCredential {
  login: string | null;
  password: string | null;
}

interface Props {
  skip: Departing;
  digest?: string;
  act: ActState;
  command: ActName;
  what: string;
  reason: Kept<string>;
  onClose: () => void;
  onSkip: (credential: SkipCredential) => void;
}

export function SkipReason({ skip, digest, act, command, what, reason: { value: reason, set: setReason }, onClose, onSkip }: Props) {
  const t = useTexts('bench');
  const { operator } = useSession();
  const field = <FieldLongText name="reason" value={reason} onChange={setReason} description={t('departure.reason_hint')} required maxLength={500} autoFocus />;
  if (skip === 'noted') {
    return (
      <Modal opened onClose={onClose} title={t('skip.title')} size="lg">
        <ScanBlock />
        <ActForm act={act} onSubmit={() => onSkip({ login: null, password: null })}>
          <p>{what}</p>
          {field}
          <Buttons>
            <Button variant="default" onClick={onClose}>{t('skip.cancel')}</Button>
            <SubmitButton command={command} act={act}>{t('skip.submit')}</SubmitButton>
          </Buttons>
        </ActForm>
      </Modal>
    );
  }
  return (
    <SignatureDialog opened onClose={onClose} meaning="override" signer={operator.name} digest={digest} act={act} ready={reason.trim() !== ''} onSign={onSkip} what={<p>{what}</p>}>
      {field}
    </SignatureDialog>
  );
}
