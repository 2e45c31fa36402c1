/** Signing: what is signed, with what meaning, by whom; the password is the signature. Enter signs, Escape leaves. */
import { Button, Modal } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Meaning } from '@/api/gen/commands';
import { Facts, MeaningText } from '../display/Facts';
import { useTexts, useWord } from '../i18n';
import { ScanBlock } from '../scan/ScanBlock';
import { ActForm, type ActState } from './ActForm';
import { Buttons } from './layout';
import classes from './SignatureDialog.module.css';
import { FieldPassword } from './texts';

interface Props {
  opened: boolean;
  onClose: () => void;
  /** What is signed, in a few lines. */
  what: ReactNode;
  meaning: Meaning;
  /** Printed name of the signer, as the program answered it. */
  signer: string;
  /** Digest of exactly what was shown, where there is one. */
  digest?: string;
  act: ActState;
  onSign: (password: string) => void;
  /** Further fields, such as a reason. */
  children?: ReactNode;
}

export function SignatureDialog(props: Props) {
  const t = useTexts();
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={t('signature.title')} size="lg">
      <ScanBlock />
      <Body {...props} />
    </Modal>
  );
}

/** Mounted anew each time, so that no password outlives the dialog. */
function Body(props: Props) {
  const t = useTexts();
  const word = useWord();
  const [password, setPassword] = useState('');
  return (
      <div data-testid="signature-dialog">
        <div className={classes.what}>{props.what}</div>
        <Facts
          items={[
            [t('signature.meaning'), <span key="m"><strong>{word('Meaning', props.meaning)}</strong> · <MeaningText meaning={props.meaning} /></span>],
            [t('signature.name'), <strong key="n">{props.signer}</strong>],
            ...(props.digest ? [[t('signature.digest'), <code key="d">{props.digest.slice(0, 16)}…</code>] as [ReactNode, ReactNode]] : []),
          ]}
        />
        <p className={classes.statement}>{t('signature.statement')}</p>
        <ActForm act={props.act} onSubmit={() => props.onSign(password)}>
          {props.children}
          <FieldPassword name="password" label={t('signature.password')} value={password} onChange={setPassword} autoFocus required />
          <Buttons>
            <Button variant="default" onClick={props.onClose} data-testid="signature-cancel">{t('action.cancel')}</Button>
            <Button type="submit" loading={props.act.isPending} disabled={password === ''} data-testid="signature-submit">
              {t('signature.sign')}
            </Button>
          </Buttons>
        </ActForm>
      </div>
  );
}
