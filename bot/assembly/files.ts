import { join } from "node:path";
import type { FileStore } from "../app/documents/ports.ts";
import type { Config } from "../config.ts";
import { createLocalFiles } from "../files/local-files.ts";
import { createS3Files } from "../files/s3-files.ts";
import { createEgress } from "../outward/egress.ts";
import { ServiceError } from "../services/service-error.ts";

/** Where borrowers' files lie: the bucket of FILES_S3_…, else a folder of the data directory. Throws ServiceError where the bucket's address cannot be called. */
export function openFiles(config: Config): FileStore {
  const { FILES_S3_ENDPOINT: endpoint, FILES_S3_BUCKET: bucket, FILES_S3_REGION: region } = config;
  const { FILES_S3_ACCESS_KEY_ID: accessKeyId, FILES_S3_SECRET_ACCESS_KEY: secretAccessKey } = config;
  // readConfig has seen to it that they come together.
  if (endpoint === undefined || bucket === undefined || region === undefined || accessKeyId === undefined || secretAccessKey === undefined)
    return createLocalFiles(join(config.HUIFANG_DATA_DIR, "files"));
  const egress = createEgress(config.EGRESS_ALLOW);
  const refusal = egress.check(endpoint);
  if (refusal !== undefined) throw new ServiceError(`FILES_S3_ENDPOINT cannot be called (${refusal}): list its host in EGRESS_ALLOW if it is your own.`);
  return createS3Files({ endpoint, bucket, region, accessKeyId, secretAccessKey, dispatcher: egress.dispatcher });
}
