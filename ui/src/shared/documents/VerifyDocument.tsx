/** Whether a paper is what the ledger says: the text of its QR code, scanned or pasted. */
import { Modal } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useCommandQuery, type DocumentVerdict } from '@/api';
import { Facts } from '../display/Facts';
import { Loaded } from '../display/States';
import { TimeText } from '../display/TimeText';
import { Tone } from '../display/Tone';
import { FormDialog } from '../form/FormDialog';
import { FieldText } from '../form/texts';
import { useTexts, useWord } from '../i18n';
import { useScan } from '../scan/context';
import { readScanOf } from '../scan/read';
import { ScanBlock } from '../scan/ScanBlock';

export function VerifyDocument() {
  const t = useTexts();
  return (
    <FormDialog title={t('documents.verify')} testId="document-verify" variant="default" icon={<IconRosetteDiscountCheck size={20} />}>
      {() => <Body />}
    </FormDialog>
  );
}

/** The answer for a paper that was scanned where nothing else was wanted. */
export function ScannedDocument({ text, onClose }: { text: string | null; onClose: () => void }) {
  const t = useTexts();
  return (
    <Modal opened={text !== null} onClose={onClose} title={t('documents.verify')} size="lg">
      <ScanBlock />
      {text === null ? null : <Answer text={text} />}
    </Modal>
  );
}

function Answer({ text }: { text: string }) {
  const t = useTexts();
  const [shown, setShown] = useState(text);
  useNextPaper(setShown);
  const verdict = useCommandQuery('document.verify', { text: shown });
  return (
    <>
      <Loaded query={verdict}>{(found) => <Verdict found={found} />}</Loaded>
      <p>{t('documents.verify_other')}</p>
    </>
  );
}

function Body() {
  const t = useTexts();
  const [text, setText] = useState('');
  const asked = text.trim();
  useNextPaper(setText);
  const verdict = useCommandQuery('document.verify', { text: asked }, { enabled: asked.length > 100 });
  return (
    <>
      <FieldText name="text" label={t('documents.verify')} description={t('documents.verify_hint')} value={text} onChange={setText} mono autoFocus />
      {asked.length > 100 ? <Loaded query={verdict}>{(found) => <Verdict found={found} />}</Loaded> : null}
    </>
  );
}

/** Whatever paper is scanned next; any other code is refused by name. */
function useNextPaper(show: (text: string) => void) {
  useScan(async (text) => {
    await readScanOf(text, ['document']);
    show(text);
    return true;
  });
}

function Verdict({ found }: { found: DocumentVerdict }) {
  const t = useTexts();
  const word = useWord();
  const stands = found.good && !found.voided && !found.called_off;
  const issued: [string, ReactNode][] = [[t('fields.changed_ms'), <TimeText key="at" ms={found.at_ms} />], [t('fields.name'), found.by ?? '—']];
  return (
    <div role="status" data-testid="document-verdict" data-finding={found.finding}>
      <Tone tone={stands ? 'green' : 'red'} icon={stands ? IconCircleCheck : IconAlertTriangle}>{word('DocumentFinding', found.finding)}</Tone>
      {found.voided ? <p>{t('documents.verify_voided')}</p> : null}
      {found.called_off ? <p>{t('documents.verify_called_off')}</p> : null}
      <Facts
        items={[
          [t('documents.which'), `${word('DocumentKind', found.document)} ${found.number ?? ''}`],
          [t('fields.station'), `${found.station} #${found.seq}`],
          ...(found.good ? issued : []),
        ]}
      />
    </div>
  );
}
