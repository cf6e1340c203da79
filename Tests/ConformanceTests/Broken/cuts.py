"""Closes each connection after byte 9 of its answer to ApiVersions v0."""

import socketserver
import struct


class Broker(socketserver.StreamRequestHandler):
    def handle(self):
        while len(prefix := self.rfile.read(4)) == 4:
            _, _, correlation = struct.unpack(">hhi", self.rfile.read(struct.unpack(">i", prefix)[0])[:8])
            self.wfile.write(struct.pack(">iihi3h", 16, correlation, 0, 1, 18, 0, 0)[:9])
            return


with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Broker) as server:
    server.daemon_threads = True
    print(server.server_address[1], flush=True)
    server.serve_forever()
