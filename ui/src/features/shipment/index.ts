import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { ShipmentScreen as screen } from './ShipmentScreen';
export const locales = { 'zh-CN': zh, en };
