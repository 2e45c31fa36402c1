/** A dialog of its own width that a button or its key opens; scans reach only its fields. */
import { Button, Modal } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { ScanBlock } from '../scan/ScanBlock';
import classes from './Samples.module.css';

interface Props {
  title: string;
  testId: string;
  icon: ReactNode;
  variant?: 'filled' | 'default';
  /** The key that presses the button, for the eye. */
  keys: string;
  children: (close: () => void) => ReactNode;
}

export function ButtonDialog({ title, testId, icon, variant = 'filled', keys, children }: Props) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant={variant} leftSection={icon} onClick={() => setOpened(true)} aria-haspopup="dialog" data-testid={testId}>{title} <kbd className={classes.keys}>{keys}</kbd></Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={title} size="xl">
        <ScanBlock />
        {children(() => setOpened(false))}
      </Modal>
    </>
  );
}
