/** Signatures; a voided one stays, struck through and said to be void. */
import { IconSignature, IconSignatureOff } from '@tabler/icons-react';
import type { SignatureView } from '@/api/gen/commands';
import { TimeText } from '../display/TimeText';
import { Tone } from '../display/Tone';
import { useTexts, useWord } from '../i18n';
import { RecordTable } from './RecordTable';
import classes from './RecordTable.module.css';

export function SignatureTable({ signatures }: { signatures: SignatureView[] }) {
  const t = useTexts('dossier');
  const word = useWord();
  return (
    <RecordTable
      label={t('column.meaning')}
      testId="signature"
      rows={signatures}
      rowKey={(signature, index) => `${signature.at_ms} ${index}`}
      none={t('signatures.none')}
      look={(signature) => (signature.voided ? 'bad' : undefined)}
      columns={[
        { key: 'meaning', title: t('column.meaning'), nowrap: true, cell: (s) => struck(s, word('Meaning', s.meaning)) },
        {
          key: 'name',
          title: t('column.name'),
          cell: (s) => (
            <>
              <strong>{struck(s, s.name)}</strong>
              {s.profiles.length === 0 ? null : (
                <div className={classes.quiet} data-testid="signature-profiles">
                  {t('signatures.profiles')} {s.profiles.map(({ code, version, verdict }) => `${code} ${version} (${word('Verdict', verdict)})`).join(' · ')}
                </div>
              )}
            </>
          ),
        },
        { key: 'at', title: t('column.at'), cell: (s) => <TimeText ms={s.at_ms} /> },
        { key: 'digest', title: t('column.digest'), cell: (s) => <code className={classes.mono} title={s.digest}>{s.digest.slice(0, 12)}</code> },
        {
          key: 'state',
          title: t('column.state'),
          width: '7em',
          cell: (s) => s.voided
            ? <Tone tone="red" icon={IconSignatureOff}>{t('signatures.voided')}</Tone>
            : <Tone tone="green" icon={IconSignature}>{t('signatures.valid')}</Tone>,
        },
      ]}
    />
  );
}

function struck({ voided }: SignatureView, text: string) {
  return voided ? <s>{text}</s> : text;
}
