/** A small form in a dialog: opens with a button, closes when its act is done, loses what was typed when closed. */
import { Button, Modal } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { ScanBlock } from '../scan/ScanBlock';

const PLUS = <IconPlus size={20} />;

interface Props {
  /** Text of button and title. */
  title: string;
  testId: string;
  variant?: 'filled' | 'light' | 'default';
  icon?: ReactNode;
  size?: string;
  children: (close: () => void) => ReactNode;
}

export function FormDialog({ title, testId, variant = 'filled', icon = PLUS, size = 'lg', children }: Props) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <Button variant={variant} leftSection={icon} onClick={() => setOpened(true)} aria-haspopup="dialog" data-testid={testId}>{title}</Button>
      <Modal opened={opened} onClose={close} title={title} size={size}>
        <ScanBlock />
        {children(close)}
      </Modal>
    </>
  );
}
