export { MarkersModule } from './markers.module';
export type { Marker } from './markers.repository';
export { MarkersService } from './markers.service';
