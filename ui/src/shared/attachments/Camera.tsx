/** A photo by the camera of this machine, where it has one. */
import { Button, Modal } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Buttons } from '../form/layout';
import { useTexts } from '../i18n';
import { ScanBlock } from '../scan/ScanBlock';
import classes from './Attachment.module.css';

export function hasCamera(): boolean {
  return typeof navigator.mediaDevices?.getUserMedia === 'function';
}

export function Camera({ onClose, onPhoto }: { onClose: () => void; onPhoto: (photo: Blob) => void }) {
  const t = useTexts();
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<'waiting' | 'seen' | 'none'>('waiting');
  useEffect(() => {
    let gone = false;
    let stream: MediaStream | null = null;
    const stop = () => stream?.getTracks().forEach((track) => track.stop());
    navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 1920 } } }).then((found) => {
      stream = found;
      if (gone || !video.current) return stop();
      video.current.srcObject = found;
      setState('seen');
    }, () => !gone && setState('none'));
    return () => {
      gone = true;
      stop();
    };
  }, []);
  const shoot = () => {
    const seen = video.current;
    if (!seen) return;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [seen.videoWidth, seen.videoHeight];
    canvas.getContext('2d')?.drawImage(seen, 0, 0);
    canvas.toBlob((photo) => photo && onPhoto(photo), 'image/png');
  };
  return (
    <Modal opened onClose={onClose} title={t('attachment.take')} size="xl">
      <ScanBlock />
      {state === 'none'
        ? <p role="alert" data-testid="camera-none">{t('attachment.no_camera')}</p>
        : <video ref={video} className={classes.video} autoPlay muted playsInline />}
      <Buttons>
        <Button leftSection={<IconCamera size={20} />} onClick={shoot} disabled={state !== 'seen'} data-autofocus data-testid="camera-shoot">{t('attachment.shoot')}</Button>
      </Buttons>
    </Modal>
  );
}
