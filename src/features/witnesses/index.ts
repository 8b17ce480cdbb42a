export { isAlarm, witnessesOf } from './witness';
export { WitnessesModule, WitnessingModule } from './witnesses.module';
export { WitnessesRepository, type WitnessState } from './witnesses.repository';
export { WitnessesService } from './witnesses.service';
export { WitnessingService, type SeenMore } from './witnessing.service';
export { witnessName, witnessTroubleWords } from './words';
