/**
 * Signing: what is signed, with what meaning, by whom. The first signature of a sitting wants sign-in name and password,
 * the further ones the password alone; the program says which, and refuses the rest. Enter signs, Escape leaves.
 */
import { Button, Modal } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Meaning } from '@/api/gen/commands';
import { Facts, MeaningText } from '../display/Facts';
import { useTexts, useWord } from '../i18n';
import { ScanBlock } from '../scan/ScanBlock';
import { useSession } from '../session/context';
import { ActForm, type ActState } from './ActForm';
import { Buttons, FieldRow } from './layout';
import classes from './SignatureDialog.module.css';
import { FieldPassword, FieldText } from './texts';

/** What the signer gives; the request of every signed act has these fields. */
export interface Credential {
  login: string | null;
  password: string;
}

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
  onSign: (credential: Credential) => void;
  /** Whether all else that is needed has been given. */
  ready?: boolean;
  /** Further fields, such as a reason; the first of them has the focus. */
  children?: ReactNode;
}

export function SignatureDialog(props: Props) {
  const t = useTexts();
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={t('signature.title')} size="lg" classNames={{ content: classes.dialog }}>
      <ScanBlock />
      <Body {...props} />
    </Modal>
  );
}

/** Mounted anew each time, so that no password outlives the dialog. */
function Body(props: Props) {
  const t = useTexts();
  const word = useWord();
  const { state } = useSession();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const first = state.signature_wants_login;
  const complete = password !== '' && (!first || login.trim() !== '') && props.ready !== false;
  const { meaning } = props;
  const focus = !props.children;
  const passwordField = (
    <FieldPassword name="password" label={t('signature.password')} value={password} onChange={setPassword} autoFocus={focus && !first} required />
  );
  return (
      <div data-testid="signature-dialog">
        <div className={classes.what}>{props.what}</div>
        <Facts
          items={[
            [
              t('signature.meaning'),
              <span key="m">
                <strong>{word('Meaning', meaning)}</strong> · <MeaningText meaning={meaning} />
              </span>,
            ],
            [t('signature.name'), <strong key="n">{props.signer}</strong>],
            ...(props.digest ? [[t('signature.digest'), <code key="d">{props.digest.slice(0, 16)}…</code>] as [ReactNode, ReactNode]] : []),
          ]}
        />
        <p className={classes.statement}>{t('signature.statement')}</p>
        <ActForm act={props.act} onSubmit={() => complete && props.onSign({ login: first ? login.trim() : null, password })}>
          {props.children}
          {first ? (
            <>
              <FieldRow>
                <FieldText name="login" label={t('signature.login')} value={login} onChange={setLogin} autoFocus={focus} mono required />
                {passwordField}
              </FieldRow>
              <p className={classes.hint}>{t('signature.first')}</p>
            </>
          ) : passwordField}
          <div className={classes.foot}><Buttons>
            <Button variant="default" onClick={props.onClose} data-testid="signature-cancel">{t('action.cancel')}</Button>
            <Button type="submit" loading={props.act.isPending} disabled={!complete} color={meaning === 'rejection' ? 'red.9' : undefined} data-testid="signature-submit">
              {t('signature.sign')}
            </Button>
          </Buttons></div>
        </ActForm>
      </div>
  );
}
