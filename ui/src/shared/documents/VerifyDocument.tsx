/** Whether a paper is what the ledger says: the text of its QR code, scanned or pasted. */
import { IconAlertTriangle, IconCircleCheck, IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type DocumentVerdict } from '@/api';
import { Facts } from '../display/Facts';
import { Loaded } from '../display/States';
import { TimeText } from '../display/TimeText';
import { Tone } from '../display/Tone';
import { FormDialog } from '../form/FormDialog';
import { FieldText } from '../form/texts';
import { useTexts, useWord } from '../i18n';

export function VerifyDocument() {
  const t = useTexts();
  return (
    <FormDialog title={t('documents.verify')} testId="document-verify" variant="default" icon={<IconRosetteDiscountCheck size={20} />}>
      {() => <Body />}
    </FormDialog>
  );
}

function Body() {
  const t = useTexts();
  const [text, setText] = useState('');
  const asked = text.trim();
  const verdict = useCommandQuery('document.verify', { text: asked }, { enabled: asked.length > 100 });
  return (
    <>
      <FieldText name="text" label={t('documents.verify')} description={t('documents.verify_hint')} value={text} onChange={setText} mono autoFocus />
      {asked.length > 100 ? <Loaded query={verdict}>{(found) => <Verdict found={found} />}</Loaded> : null}
    </>
  );
}

function Verdict({ found }: { found: DocumentVerdict }) {
  const t = useTexts();
  const word = useWord();
  const stands = found.good && !found.voided;
  return (
    <div role="status" data-testid="document-verdict" data-finding={found.finding}>
      <Tone tone={stands ? 'green' : 'red'} icon={stands ? IconCircleCheck : IconAlertTriangle}>{word('DocumentFinding', found.finding)}</Tone>
      {found.voided ? <p>{t('documents.verify_voided')}</p> : null}
      <Facts
        items={[
          [t('documents.which'), `${word('DocumentKind', found.document)} ${found.number ?? ''}`],
          [t('fields.station'), `${found.station} #${found.seq}`],
          ...(found.good ? [[t('fields.changed_ms'), <TimeText key="at" ms={found.at_ms} />], [t('fields.name'), found.by ?? '—']] as [string, React.ReactNode][] : []),
        ]}
      />
    </div>
  );
}
