/** A disagreement with its sides side by side: which one is right, why, signed. */
import { Button } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, type WorkItem } from '@/api';
import { type Credential, Din, FieldLongText, Panel, SignatureDialog, useCan, useFields, useSession, useTexts } from '@/shared';
import { kindText } from './kinds';
import { Side } from './Side';
import classes from './Work.module.css';

export function ResolvePanel({ item }: { item: WorkItem }) {
  const t = useTexts('work');
  const { operator } = useSession();
  const mayResolve = useCan('resolve');
  const act = useAct('work.resolve');
  /** The digest of the sides as they were when the dialog was opened; what arrives later is not what was read. */
  const [signing, setSigning] = useState<string | null>(null);
  const [keep, setKeep] = useState<string | null>(null);
  const { values, bind } = useFields({ reason: '' });
  const kept = item.units.find(({ donation }) => donation === keep);
  const letterOf = (donation: string) => String.fromCharCode(65 + item.units.findIndex((unit) => unit.donation === donation));
  const sign = (credential: Credential) =>
    act.mutate({ key: item.key, keep: keep ?? '', reason: values.reason, digest: signing ?? '', ...credential }, { onSuccess: () => setSigning(null) });
  return (
    <Panel title={kindText('title', item, t)} aside={<code className={classes.code}>{item.about}</code>}>
      <p className={classes.quiet}>{kindText('hint', item, t)}</p>
      <div className={classes.sides} role="radiogroup" aria-label={t('keep')}>
        {item.units.map((row) => (
          <Side
            key={row.donation}
            row={row}
            kind={item.kind}
            letter={letterOf(row.donation)}
            choice={mayResolve ? (
              <label className={classes.choice}>
                <input type="radio" name="keep" checked={keep === row.donation} onChange={() => setKeep(row.donation)} data-testid={`field-keep-${row.donation}`} />
                {t('this_is_right')}
              </label>
            ) : null}
          />
        ))}
      </div>
      {mayResolve ? (
        <div className={classes.settle}>
          <span className={classes.quiet}>{kept ? t('chosen', { letter: letterOf(kept.donation) }) : t('choose_first')}</span>
          <Button leftSection={<IconScale size={20} />} disabled={!kept} onClick={() => { act.reset(); setSigning(item.digest); }} data-testid="submit-work-resolve">{t('resolve')}</Button>
        </div>
      ) : (
        <p className={classes.quiet}>{t('not_entitled')}</p>
      )}
      <SignatureDialog
        opened={signing !== null}
        onClose={() => setSigning(null)}
        meaning="resolution"
        signer={operator.name}
        digest={signing ?? ''}
        act={act}
        onSign={sign}
        what={
          <div className={classes.what}>
            <strong>{kindText('title', item, t)}</strong> <code>{item.about}</code>
            {kept ? <span>{t('keeps', { letter: letterOf(kept.donation) })} <Din din={kept.din} check={kept.check_character} /></span> : null}
          </div>
        }
      >
        <FieldLongText {...bind('reason')} required autoFocus maxLength={500} />
      </SignatureDialog>
    </Panel>
  );
}
