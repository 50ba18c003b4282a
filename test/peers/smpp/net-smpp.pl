# A message centre on Debian's Net::SMPP, which shares nothing with ours: it reads what our side writes by its own lights, and says it,
# a line of JSON for each PDU. Its first line is its port. It ends with its standard input.
use strict;
use warnings;
use JSON::PP;
use IO::Select;
use Net::SMPP;

$| = 1;
# Whatever a PDU has that the module does not expect is a warning there; here it is said, to be seen by the test.
$SIG{__WARN__} = sub { hand_on({ warning => $_[0] }) };
my $json = JSON::PP->new->canonical;
sub hand_on { print $json->encode($_[0]), "\n" }

my $listening = Net::SMPP->new_listen('127.0.0.1', port => 0, smpp_version => 0x34, interface_version => 0x34) or die "no port: $!";
hand_on({ port => $listening->sockport, version => $Net::SMPP::VERSION });
my $waiting = IO::Select->new($listening, \*STDIN);
my ($taken, %clients) = (0);
while (1) {
  for my $ready ($waiting->can_read) {
    exit 0 if $ready == \*STDIN;
    if ($ready == $listening) { $waiting->add(scalar $listening->accept) }
    else { heard($ready) or ($waiting->remove($ready), $ready->close) }
  }
}

sub heard {
  my ($client) = @_;
  my $pdu = $client->read_pdu or return 0;
  my %said = %$pdu;
  delete @said{qw(data reserved)};
  $said{short_message} = unpack 'H*', $said{short_message} if defined $said{short_message};
  hand_on(\%said);
  my $command = $pdu->cmd;
  if ($command == Net::SMPP::CMD_bind_transceiver) { $client->bind_transceiver_resp(system_id => 'perl', seq => $pdu->seq) }
  elsif ($command == Net::SMPP::CMD_enquire_link) { $client->enquire_link_resp(seq => $pdu->seq) }
  elsif ($command == Net::SMPP::CMD_submit_sm) { submitted($client, $pdu) }
  elsif ($command == Net::SMPP::CMD_unbind) { $client->unbind_resp(seq => $pdu->seq) }
  return 1;
}

# Says how it ended, and asks what a centre may ask; what it asks last our side does not know.
sub submitted {
  my ($client, $pdu) = @_;
  my $id = sprintf 'perl-%d', ++$taken;
  $client->submit_sm_resp(message_id => $id, seq => $pdu->seq);
  $client->deliver_sm(
    async => 1, esm_class => 4, source_addr => $pdu->{destination_addr}, destination_addr => $pdu->{source_addr},
    short_message => "id:$id sub:001 dlvrd:001 submit date:2601010000 done date:2601010001 stat:DELIVRD err:000 text:",
    receipted_message_id => "$id\0", message_state => "\2",
  );
  $client->enquire_link(async => 1);
  $client->query_sm(async => 1, message_id => $id, source_addr => 'centre');
}
