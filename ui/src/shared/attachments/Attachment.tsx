/** A photo or a file that is kept with a unit: small where it stands, large when it is pressed. */
import { Button, Modal } from '@mantine/core';
import { IconFileText, IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type AttachmentRef, type AttachmentView } from '@/api';
import { Loaded } from '../display/States';
import { TimeText } from '../display/TimeText';
import { useTexts, useWord } from '../i18n';
import { PdfView } from '../pdf/PdfView';
import { ScanBlock } from '../scan/ScanBlock';
import { useCan } from '../session/context';
import classes from './Attachment.module.css';
import { dataUrl, isPicture, kilobytes, textOf } from './media';

export function Attachment({ donation, kept, label }: { donation: string; kept: AttachmentRef; label: string }) {
  const t = useTexts();
  const word = useWord();
  const may = useCan('view_attachment');
  const [opened, setOpened] = useState(false);
  const about = `${word('MediaType', kept.media)} · ${t('attachment.kb', { kb: kilobytes(kept.size) })}`;
  const Glyph = isPicture(kept.media) ? IconPhoto : IconFileText;
  if (!may) return <span className={classes.quiet} title={t('attachment.not_yours')} data-testid="attachment-not-yours">{about}</span>;
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<Glyph size={16} />}
        onClick={() => setOpened(true)}
        title={kept.digest}
        aria-haspopup="dialog"
        data-testid={`attachment-${kept.digest.slice(0, 8)}`}
      >
        {about}
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={label} size="xl" data-testid="attachment-dialog">
        <ScanBlock />
        {opened ? <Whole donation={donation} kept={kept} label={label} /> : null}
      </Modal>
    </>
  );
}

function Whole({ donation, kept, label }: { donation: string; kept: AttachmentRef; label: string }) {
  const t = useTexts();
  const found = useCommandQuery('attachment.get', { donation, digest: kept.digest });
  return (
    <Loaded query={found}>
      {(view) => (
        <div className={classes.whole}>
          <p className={classes.quiet}>{view.name ? <strong>{view.name}</strong> : null} {view.by} · <TimeText ms={view.at_ms} /></p>
          {view.content === null
            ? <p role="status" data-testid="attachment-elsewhere">{t('attachment.none_here')}</p>
            : <Content view={view} content={view.content} label={label} />}
          <code className={classes.digest}>SHA-256 {kept.digest}</code>
        </div>
      )}
    </Loaded>
  );
}

function Content({ view, content, label }: { view: AttachmentView; content: string; label: string }) {
  const { media } = view.kept;
  if (isPicture(media)) return <img className={classes.picture} src={dataUrl(media, content)} alt={label} data-testid="attachment-picture" />;
  if (media === 'pdf') return <PdfView base64={content} label={label} />;
  return <pre className={classes.text} data-testid="attachment-text">{textOf(content)}</pre>;
}
