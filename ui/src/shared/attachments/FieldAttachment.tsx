/** A photo or file of a step: taken or chosen, kept with its units at once, and from then on named by its digest. */
import { Button, FileButton } from '@mantine/core';
import { IconCamera, IconFolderOpen } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { useAct, type AttachmentRef, type MediaType } from '@/api';
import { useFieldProblem, useHoldForm } from '../form/context';
import { toBase64 } from '../form/base64';
import { problemText } from '../i18n/problem';
import { useTexts } from '../i18n';
import { Attachment } from './Attachment';
import classes from './Attachment.module.css';
import { Camera, hasCamera } from './Camera';
import { acceptOf } from './media';
import { PHOTO_EDGE_PX, toJpeg } from './scale';

interface Props {
  /** Request field: a Problem with that field shows here. */
  name: string;
  label: string;
  required: boolean;
  /** The units that it is kept with. */
  donations: string[];
  step: string;
  input: { code: string; kind: string; accept: MediaType[]; max_kb: number | null };
  /** Digest of what is kept, or empty. */
  value: string;
  onChange: (digest: string) => void;
  /** Without its name above it, for the cell of a table. */
  bare?: boolean;
}

export function FieldAttachment({ name, label, required, donations, step, input, value, onChange, bare }: Props) {
  const t = useTexts();
  const problem = useFieldProblem(name);
  const act = useAct('attachment.keep');
  const again = useRef<() => void>(null);
  const [kept, setKept] = useState<AttachmentRef | null>(null);
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const [camera, setCamera] = useState(false);
  // From the choice until it is kept or refused: what is scaled down is not with the unit yet either.
  const [working, setWorking] = useState(false);
  useHoldForm(working);
  const isPhoto = input.kind === 'photo';
  const kb = input.max_kb ?? 0;
  const keep = async (file: Blob, called: string) => {
    setUnreadable(null);
    setWorking(true);
    act.reset();
    let bytes: Uint8Array;
    try {
      bytes = isPhoto ? await toJpeg(file, PHOTO_EDGE_PX, kb) : new Uint8Array(await file.arrayBuffer());
    } catch {
      setWorking(false);
      return setUnreadable(called);
    }
    act.mutate({ donations, step, input: input.code, name: called, content: toBase64(bytes) }, {
      onSuccess: (found) => {
        setWorking(false);
        setKept(found);
        onChange(found.digest);
      },
      onError: () => setWorking(false),
    });
  };
  const choose = (file: File | null) => {
    again.current?.();
    if (file) void keep(file, file.name);
  };
  const wrong: ReactNode = unreadable !== null ? t('attachment.unreadable', { name: unreadable }) : act.error ? problemText(act.error) : problem;
  const shown = kept !== null && kept.digest === value ? kept : null;
  const first = donations[0];
  const variant = shown ? 'default' : 'light';
  return (
    <div className={classes.field} role="group" aria-label={label} data-testid={`field-${name}`} data-kept={shown !== null}>
      {bare ? null : <span className={classes.label}>{label}{required ? <span style={{ color: 'var(--ck-red)' }}> *</span> : null}</span>}
      {isPhoto && hasCamera() ? (
        <Button variant={variant} leftSection={<IconCamera size={18} />} onClick={() => setCamera(true)} loading={working} aria-haspopup="dialog" data-testid={`camera-${input.code}`}>{t('attachment.take')}</Button>
      ) : null}
      <FileButton onChange={choose} accept={isPhoto ? 'image/*' : acceptOf(input.accept)} resetRef={again} inputProps={{ 'data-testid': `file-${input.code}`, 'aria-label': label } as object}>
        {(props) => (
          <Button {...props} variant={variant} leftSection={<IconFolderOpen size={18} />} loading={working} data-testid={`choose-${input.code}`}>
            {t(shown ? 'attachment.again' : isPhoto ? 'attachment.choose_photo' : 'attachment.choose_file')}
          </Button>
        )}
      </FileButton>
      {shown && first ? <Attachment donation={first} kept={shown} label={label} /> : null}
      {shown ? <span className={classes.hint} role="status">{t('attachment.kept')}</span> : bare ? null : <span className={classes.hint}>{t('attachment.at_most', { kb })}</span>}
      {wrong ? <p className={classes.wrong} role="alert" data-testid={`wrong-${input.code}`}>{wrong}</p> : null}
      {camera ? (
        <Camera
          onClose={() => setCamera(false)}
          onPhoto={(photo) => {
            setCamera(false);
            void keep(photo, `${label}.jpg`);
          }}
        />
      ) : null}
    </div>
  );
}
